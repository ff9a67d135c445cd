-- The films of somebody in the cast or the crew, the newest first: one row for each film, with all roles and jobs in it.
--
-- Roles are Acting and departments of the crew; characters are in the order of the credits, and the place is that of the first of
-- them, from 0 for the leading role.
--
-- /// endpoint
-- path = "/people/{person}/movies"
-- answer = "many"
-- tag = "people"
-- order = ["-release_date", "movie_id"]
-- page = 100
-- facets = ["roles", "jobs"]
-- [parameters.person]
-- about = "Id of the person (person_id)."
-- example = 31
-- of = "people.person_id"
-- ///
-- /// columns
-- of = ["movies"]
-- [columns.roles]
-- about = "Acting, and the departments of the crew that the person worked in."
-- not_null = true
-- items_not_null = true
-- [columns.characters]
-- about = "Names of the roles in the cast, in the order of the credits."
-- not_null = true
-- items_not_null = true
-- [columns.jobs]
-- about = "Jobs behind the camera."
-- not_null = true
-- items_not_null = true
-- [columns.place]
-- about = "Place of the first role in the credits, from 0 for the leading role; null without one."
-- ///
create or replace macro person_movies(person integer) as table
    with credited (movie_id, role, character, place, job, credit_id) as (
        select
            c.movie_id,
            'Acting',
            c.character,
            c.billing_order,
            null,
            c.credit_id
        from (select person) as asked (person_id)
        inner join "cast" as c on asked.person_id = c.person_id
        union all
        select
            c.movie_id,
            c.department,
            null,
            null,
            c.job,
            c.credit_id
        from (select person) as asked (person_id)
        inner join crew as c on asked.person_id = c.person_id
    )

    select
        m.movie_id,
        m.title,
        m.release_date,
        m.release_year,
        coalesce(list(distinct c.role order by c.role) filter (where c.role is not null), []) as roles,
        coalesce(list(c.character order by c.place, c.credit_id) filter (where c.character != ''), []) as characters,
        coalesce(list(distinct c.job order by c.job) filter (where c.job is not null), []) as jobs,
        min(c.place) as place,
        m.budget,
        m.revenue,
        coalesce(finite(m."return"), 0) as "return",
        finite(m.vote_average) as vote_average,
        m.vote_count,
        finite(m.popularity) as popularity
    from credited as c
    inner join movies as m on c.movie_id = m.movie_id
    group by all;
