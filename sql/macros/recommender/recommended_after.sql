-- The films to see after a film, best first, with the reason in Spanish: what /movies/{film}/similar gives without filters, from
-- the table that holds it.
--
-- /// macro
-- examples = [
--     { film = 862 },
--     { film = 949 },
--     { film = 999999999 },
-- ]
-- ///
create or replace macro recommended_after(film integer) as table
    select
        r.place,
        r.other_id as movie_id,
        r.reason as motivo
    from (select film) as asked (movie_id)
    inner join derived.recommendations as r on asked.movie_id = r.movie_id
    order by r.place;
