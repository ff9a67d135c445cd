-- What some liked films make of the terms of a score: one row, or none when no film is liked.
--
-- judgements is as for film_scores. One liked film weighs quality and fame as it is known itself; several weigh their likeness by
-- their number, and what is missing in none of them is no fault.
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
            min(s.quality_share) as quality_share,
            min(s.fame) as fame,
            min(s.liked_scale) as liked_scale,
            min(s.liked_prior) as liked_prior,
            fsum(s.like_total order by s.movie_id) as like_total
        from judged as j
        inner join film_priors as s on j.movie_id = s.movie_id
        where j.sign = 1
    ),

    weights as (
        select
            any_value(w.weight) filter (where w.name = 'several') as several,
            any_value(w.weight) filter (where w.name = 'no_genre') as no_genre,
            any_value(w.weight) filter (where w.name = 'liked_several') as liked_several,
            any_value(w.weight) filter (where w.name = 'liked_shrinkage') as liked_shrinkage,
            any_value(w.weight) filter (where w.name = 'liked_by_all') as liked_by_all
        from recommendation_weights as w
    )

    select
        if(t.films = 1, 1, w.several / t.films) as likeness_share,
        if(t.films = 1, w.no_genre, 0) as no_genre,
        if(t.films = 1, t.quality_share, 1) as quality_share,
        if(t.films = 1, t.fame, 0) as fame,
        if(t.films = 1, t.liked_scale, w.liked_several / (t.like_total + w.liked_shrinkage)) as liked_scale,
        if(
            t.films = 1,
            t.liked_prior,
            w.liked_shrinkage - w.liked_by_all * (t.like_total + w.liked_shrinkage)
        ) as liked_prior
    from seed_totals as t
    cross join weights as w
    where t.films > 0;
