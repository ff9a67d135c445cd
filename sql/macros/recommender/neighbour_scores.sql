-- The neighbours of a film with their scores in millionths and what makes these up, in the columns of film_scores.
--
-- /// macro
-- examples = [
--     { liked_id = 862, last_place = 3 },
--     { liked_id = 949, last_place = 10 },
--     { liked_id = 999999999, last_place = 10 },
-- ]
-- ///
create or replace macro neighbour_scores(liked_id, last_place) as table
    with pairs as (
        select n.*
        from (select liked_id, last_place) as asked (movie_id, last_place)
        inner join derived.neighbours as n on asked.movie_id = n.movie_id
        where n.place <= asked.last_place
    )

    select
        other.movie_id,
        other.release_year,
        other.collection_id,
        other.genre_ids,
        other.canonical_film_id,
        p.score,
        coalesce(s.similarity, 0) as series_part,
        coalesce(w.similarity_years[abs(liked.release_year::bigint - other.release_year) + 1], -w.era) as year_part,
        w.similarity_quality * other.quality as quality_part,
        coalesce(u.lift, 0) / 1000000 as liked_part
    from pairs as p
    cross join derived.score_weights as w
    inner join derived.film_priors as liked on p.movie_id = liked.movie_id
    inner join derived.film_priors as other on p.other_id = other.movie_id
    left join derived.collection_neighbours as s on p.movie_id = s.movie_id and p.other_id = s.other_id
    left join derived.co_likes as u on p.movie_id = u.movie_id and p.other_id = u.other_id;
