-- Films like a film, up to ten, from the rows that were built with all that is told of them (recommendations): the first rows of
-- similar_neighbours.
--
-- /// macro
-- examples = [
--     { film = 862, n = 3 },
--     { film = 949 },
--     { film = 999999999 },
-- ]
-- ///
create or replace macro similar_built(film integer, n integer := null) as table
    select
        r.place,
        r.other_id as movie_id,
        r.title,
        r.release_year,
        r.directors,
        round(r.score / 1000000, 3) as score,
        r.reason as motivo,
        list_transform(
            r.contributions, lambda p: { 'kind': p.kind, 'names': p.names, 'share': p.share::double }
        ) as contributions
    from (select film, n) as asked (movie_id, places)
    inner join derived.recommendations as r on asked.movie_id = r.movie_id
    where r.place <= coalesce(asked.places, 10)
    order by r.place;
