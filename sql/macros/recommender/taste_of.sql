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
            list_sort(
                list(
                    {
                        'movie_id': s.movie_id,
                        'sign': g.sign,
                        'release_year': s.release_year,
                        'fame': s.fame,
                        'rating': s.rating,
                        'like_total': s.like_total,
                        'canonical_film_id': s.canonical_film_id,
                        'collection_id': s.collection_id
                    }
                )
            ) as judged
        from given as g
        inner join derived.film_priors as s on g.movie_id = s.movie_id
    ),

    liked_films as (
        select
            f.judged,
            list_filter(f.judged, lambda j: j.sign = 1) as liked
        from films as f
    ),

    counted as (
        select
            l.*,
            len(l.liked) as films_liked,
            list_aggregate(list_transform(l.liked, lambda j: j.like_total), 'fsum') as like_total
        from liked_films as l
    ),

    shares as (
        select
            c.judged,
            c.liked as seeds,
            c.films_liked,
            c.like_total,
            w.*,
            if(c.films_liked = 1, 0, 1) as taste,
            case
                when c.films_liked = 1 then 1
                when c.like_total > 0 then w.similarity
                else w.similarity_unrated
            end as likeness
        from counted as c
        cross join derived.score_weights as w
        where c.films_liked > 0
    ),

    strengths as (
        select
            f.feature_id,
            any_value(
                a.likeness / a.films_liked * a.kinds[f.kind].similarity
                + a.taste * a.several / a.films_liked * a.kinds[f.kind].taste
            ) as weight,
            sum(g.sign * f.strength) as strength,
            sum(f.strength) filter (where g.sign = 1) as liked_strength,
            bool_or(g.sign = 1 and f.kind = 'genre') as is_liked_genre
        from shares as a
        cross join given as g
        inner join derived.features_of_films as f on g.movie_id = f.movie_id
        where g.sign != 0
        group by f.feature_id
    ),

    wanted as (
        select
            list_sort(
                list(
                    {
                        'feature_id': s.feature_id,
                        'strength': round(s.weight * s.strength)::double,
                        'liked_strength': round(s.weight * coalesce(s.liked_strength, 0))::bigint,
                        'is_liked_genre': s.is_liked_genre::double
                    }
                )
            ) as features
        from strengths as s
    )

    select
        a.likeness / a.films_liked as similarity_share,
        a.taste * a.several / a.films_liked as taste_share,
        1 - a.taste as similarity_series,
        a.taste as taste_series,
        (1 - a.taste) * a.no_genre as no_genre,
        a.likeness * a.similarity_quality + a.taste * a.taste_quality as quality,
        if(a.films_liked = 1, a.similarity_novelty, a.taste_novelty) as novelty,
        a.greatest_fame,
        a.taste * a.liked / (a.like_total + a.liked_shrinkage) as liked_scale,
        a.liked_shrinkage - a.liked_by_all * (a.like_total + a.liked_shrinkage) as liked_prior,
        list_transform(a.judged, lambda j: j.canonical_film_id) as titles,
        list_transform(list_filter(a.judged, lambda j: j.sign != 0), lambda j: j.collection_id) as collections,
        a.seeds,
        w.features
    from shares as a
    cross join wanted as w;
