-- The films to see after a film, best first, with the reason in Spanish: what /movies/{film}/similar gives without filters, from
-- the tables that hold it.
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
        n.place,
        n.other_id as movie_id,
        r.reasons[n.place] as motivo
    from (select film) as asked (movie_id)
    inner join derived.neighbours as n on asked.movie_id = n.movie_id
    inner join derived.recommendations as r on n.movie_id = r.movie_id
    where n.place <= len(r.reasons)
    order by n.place;
