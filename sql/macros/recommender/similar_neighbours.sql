-- Films like a film, up to fifty, from the rows that were built of them (neighbours): what similar_movies gives when no filter is
-- asked. The first ten with all that is told of them are built as well (similar_built).
--
-- /// macro
-- examples = [
--     { film = 862, n = 30 },
--     { film = 949 },
--     { film = 999999999 },
-- ]
-- ///
create or replace macro similar_neighbours(film integer, n integer := null) as table
    with near as (
        from neighbour_scores(film, coalesce(n, 10))
    ),

    near_list as (
        select
            list(
                {
                    'place': 1,
                    'movie_id': s.movie_id,
                    'collection_id': s.collection_id,
                    'series_part': s.series_part,
                    'year_part': s.year_part,
                    'quality_part': s.quality_part,
                    'liked_part': s.liked_part
                }
            ) as films
        from near as s
    ),

    liked as (
        select
            list(
                { 'feature_id': f.feature_id, 'liked_strength': round(w.kinds[f.kind].similarity * f.strength)::bigint }
            ) as features
        from (select film) as asked (movie_id)
        inner join derived.features_of_films as f on asked.movie_id = f.movie_id
        cross join derived.score_weights as w
    ),

    told as (
        from score_reasons((select l.films from near_list as l), (select [l.features] from liked as l))
    )

    select
        row_number() over (order by s.score desc, s.movie_id asc)::integer as place,
        s.movie_id,
        d.title,
        s.release_year,
        d.directors,
        round(s.score / 1000000, 3) as score,
        t.motivo,
        t.contributions
    from near as s
    inner join told as t on s.movie_id = t.movie_id
    inner join derived.film_details as d on s.movie_id = d.movie_id
    order by place;
