-- What the films have that somebody likes, each feature as strong as it counts in the score, less what disliked ones have.
--
-- judgements is as for film_scores; strengths are whole thousandths, in liked_strength those of the liked films alone.
--
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }] },
--     { judgements = [{ movie_id = 862, sign = 1 }, { movie_id = 949, sign = -1 }] },
--     { judgements = [{ movie_id = 862, sign = -1 }] },
-- ]
-- ///
create or replace macro seed_features(judgements) as table
    with judged (movie_id, sign) as (
        select unnest(judgements, recursive := true)
    ),

    kinds as (
        select
            w.name as kind,
            f.similarity_share * w.similarity + f.taste_share * w.taste as weight
        from score_factors(judgements) as f
        cross join recommendation_weights as w
    )

    select
        f.feature_id,
        any_value(f.kind) as kind,
        round(any_value(k.weight) * sum(j.sign * f.strength))::double as strength,
        round(any_value(k.weight) * coalesce(sum(f.strength) filter (where j.sign = 1), 0))::bigint as liked_strength,
        bool_or(j.sign = 1 and f.kind = 'genre')::double as is_liked_genre
    from judged as j
    inner join features_of_films as f on j.movie_id = f.movie_id
    inner join kinds as k on f.kind = k.kind
    group by f.feature_id;
