-- What some liked and disliked films ask for: one row with all that scores take of them, or none when no film is liked.
--
-- judgements is a list of {movie_id, sign}, as of parse_judgements. One liked film asks for what is similar to it. Several ask
-- for what people of such tastes like, to which the mean of how similar films are to each of them adds. The first columns are
-- factors of the terms of a score; titles, collections, judged, seeds and standings are of the films; features is what they have,
-- each feature as strong as it counts, less what disliked films have, in whole thousandths, and in liked_strength what liked
-- films have alone.
--
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }] },
--     { judgements = [{ movie_id = 862, sign = 1 }, { movie_id = 949, sign = 1 }, { movie_id = 863, sign = 0 }] },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 862, sign = -1 }] },
--     { judgements = [{ movie_id = 862, sign = -1 }] },
-- ]
-- ///
create or replace macro taste_of(judgements) as table
    with given (movie_id, sign) as (
        select unnest(judgements, recursive := true)
    ),

    films as (
        select
            count(*) filter (where g.sign = 1) as films_liked,
            fsum(s.like_total order by s.movie_id) filter (where g.sign = 1) as like_total,
            list(s.canonical_film_id order by s.movie_id) as titles,
            list(s.collection_id order by s.movie_id)
            filter (where s.collection_id is not null and g.sign != 0) as collections,
            list({ 'movie_id': g.movie_id, 'sign': g.sign } order by g.movie_id) filter (where g.sign != 0) as judged,
            list({ 'movie_id': s.movie_id, 'release_year': s.release_year } order by s.movie_id)
            filter (where g.sign = 1) as seeds,
            list({ 'fame': s.fame, 'rating': s.rating } order by s.movie_id) filter (where g.sign = 1) as standings
        from given as g
        inner join film_priors as s on g.movie_id = s.movie_id
    ),

    shares as (
        select
            f.*,
            if(f.films_liked = 1, 0, 1) as taste,
            case
                when f.films_liked = 1 then 1
                when f.like_total > 0 then w.similarity
                else w.similarity_unrated
            end as similarity
        from films as f
        cross join score_weights as w
        where f.films_liked > 0
    ),

    strengths as (
        select
            f.feature_id,
            any_value(
                a.similarity / a.films_liked * w.similarity + a.taste * s.several / a.films_liked * w.taste
            ) as weight,
            sum(g.sign * f.strength) as strength,
            sum(f.strength) filter (where g.sign = 1) as liked_strength,
            bool_or(g.sign = 1 and f.kind = 'genre') as is_liked_genre
        from shares as a
        cross join score_weights as s
        cross join given as g
        inner join features_of_films as f on g.movie_id = f.movie_id
        inner join recommendation_weights as w on f.kind = w.name
        where g.sign != 0
        group by f.feature_id
    ),

    wanted as (
        select
            list(
                {
                    'feature_id': s.feature_id,
                    'strength': round(s.weight * s.strength)::double,
                    'liked_strength': round(s.weight * coalesce(s.liked_strength, 0))::bigint,
                    'is_liked_genre': s.is_liked_genre::double
                }
                order by s.feature_id
            ) as features
        from strengths as s
    )

    select
        a.similarity / a.films_liked as similarity_share,
        a.taste * s.several / a.films_liked as taste_share,
        1 - a.taste as similarity_series,
        a.taste as taste_series,
        (1 - a.taste) * s.no_genre as no_genre,
        a.similarity * s.similarity_quality + a.taste * s.taste_quality as quality,
        if(a.films_liked = 1, s.similarity_novelty, s.taste_novelty) as novelty,
        s.greatest_fame,
        a.taste * s.liked / (a.like_total + s.liked_shrinkage) as liked_scale,
        s.liked_shrinkage - s.liked_by_all * (a.like_total + s.liked_shrinkage) as liked_prior,
        a.titles,
        a.collections,
        a.judged,
        a.seeds,
        a.standings,
        w.features
    from shares as a
    cross join score_weights as s
    cross join wanted as w;
