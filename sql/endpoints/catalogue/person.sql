-- Somebody in the cast or the crew of films: names, roles, and the success as an actor and as a director.
--
-- Roles are Acting for the cast and the departments of the crew, those with most credits first. Several credits in one film count
-- as one film. The success is null for who never was an actor or a director.
--
-- /// endpoint
-- path = "/people/{person}"
-- answer = "one"
-- [parameters.person]
-- about = "Id of the person (person_id)."
-- example = 31
-- ///
create or replace macro person(person integer) as table
    select
        p.person_id,
        p.name,
        p.other_names,
        p.gender,
        p.profile_path,
        p.roles,
        p.films,
        p.first_year,
        p.last_year,
        p.vote_count,
        p.vote_average,
        case
            when p.films_as_actor > 0
                then {
                    'films': p.films_as_actor,
                    'return_total': p.return_as_actor,
                    'return_mean': p.return_as_actor / p.films_as_actor
                }
        end as as_actor,
        case
            when p.films_as_director > 0
                then {
                    'films': p.films_as_director,
                    'return_total': p.return_as_director,
                    'return_mean': p.return_as_director / p.films_as_director
                }
        end as as_director
    from person_totals as p
    where p.person_id = person;
