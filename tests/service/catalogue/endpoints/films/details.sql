-- All there is to say of a film, in one object.
--
-- /// endpoint
-- path   = "/details/{asked_id}"
-- answer = "one"
-- [parameters.asked_id]
-- about   = "Number of the film."
-- example = 1
-- ///
create or replace macro details(asked_id bigint) as table
    select
        movies.title,
        movies.release_date as released,
        cast('nan' as double) as ratio,
        cast(170141183460469231731687303715884105727 as hugeint) as huge,
        (
            select list({ 'who': c.person, 'in order': c.position } order by c.position)
            from movie_cast as c
            where c.movie_id = movies.id
        ) as "lista recomendada"
    from movies
    where movies.id = asked_id;
