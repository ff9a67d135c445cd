-- The crew of a film, by department and job. Who does several jobs has a row for each.
--
-- /// endpoint
-- path = "/movies/{film}/crew"
-- answer = "many"
-- tag = "movies"
-- order = ["department", "job", "name", "credit_id"]
-- page = 100
-- facets = ["department", "job"]
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- ///
-- /// columns
-- of = ["people", "crew"]
-- ///
create or replace macro movie_crew(film integer) as table
    select
        c.department,
        c.job,
        c.person_id,
        p.name,
        p.gender,
        p.profile_path,
        c.credit_id
    from (select film) as asked (movie_id)
    inner join crew as c on asked.movie_id = c.movie_id
    inner join people as p on c.person_id = p.person_id
    order by c.department, c.job, p.name, c.credit_id;
