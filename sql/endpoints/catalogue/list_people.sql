-- Everybody in the cast or the crew of films, those whose films have most votes first.
--
-- Roles are Acting for the cast and the departments of the crew, those with most credits first. Several credits in one film count
-- as one film. The return as an actor or director is the sum of the returns of these films.
--
-- /// endpoint
-- path = "/people"
-- answer = "many"
-- tag = "people"
-- order = ["-vote_count", "person_id"]
-- facets = ["roles"]
-- ///
-- /// columns
-- of = ["person_totals"]
-- ///
create or replace macro list_people() as table
    select
        p.person_id,
        p.name,
        p.gender,
        p.roles,
        p.films,
        p.films_as_actor,
        p.films_as_director,
        p.first_year,
        p.last_year,
        p.vote_count,
        p.vote_average,
        p.return_as_actor,
        p.return_as_director,
        p.profile_path
    from derived.person_totals as p;
