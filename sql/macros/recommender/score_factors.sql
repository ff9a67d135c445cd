-- What some liked films make of the terms of a score: one row, or none when no film is liked.
--
-- judgements is as for film_scores. One liked film asks for what is similar to it. Several ask for what people of such tastes
-- like, to which the mean of how similar films are to each of them adds.
--
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }] },
--     { judgements = [{ movie_id = 862, sign = 1 }, { movie_id = 949, sign = 1 }] },
--     { judgements = [{ movie_id = 862, sign = -1 }] },
-- ]
-- ///
create or replace macro score_factors(judgements) as table
    with judged (movie_id, sign) as (
        select unnest(judgements, recursive := true)
    ),

    seed_totals as (
        select
            count(*) as films,
            fsum(s.like_total order by s.movie_id) as like_total
        from judged as j
        inner join film_priors as s on j.movie_id = s.movie_id
        where j.sign = 1
    ),

    shares as (
        select
            t.films,
            t.like_total,
            if(t.films = 1, 0, 1) as taste,
            case
                when t.films = 1 then 1
                when t.like_total > 0 then w.similarity
                else w.similarity_unrated
            end as similarity
        from seed_totals as t
        cross join score_weights as w
        where t.films > 0
    )

    select
        s.similarity / s.films as similarity_share,
        s.taste * w.several / s.films as taste_share,
        if(s.films = 1, 1, 0) as similarity_series,
        s.taste as taste_series,
        if(s.films = 1, w.no_genre, 0) as no_genre,
        s.similarity * w.similarity_quality + s.taste * w.taste_quality as quality,
        s.taste * w.liked / (s.like_total + w.liked_shrinkage) as liked_scale,
        w.liked_shrinkage - w.liked_by_all * (s.like_total + w.liked_shrinkage) as liked_prior
    from shares as s
    cross join score_weights as w;
