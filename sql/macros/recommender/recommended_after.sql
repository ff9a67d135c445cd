-- The films to see after a film, best first, with the reason in Spanish: what /movies/{film}/similar gives without filters, from
-- the tables that hold it.
create or replace macro recommended_after(film integer) as table
    select
        n.place,
        n.other_id as movie_id,
        r.reasons[n.place] as motivo
    from neighbours as n
    inner join recommendations as r on n.movie_id = r.movie_id
    where n.movie_id = film and n.place <= len(r.reasons)
    order by n.place;
