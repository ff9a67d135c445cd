-- The features of each film of a range of ids, each as strong as it counts when films similar to that film are looked for.
--
-- /// macro
-- examples = [
--     { first_id = 862, last_id = 862 },
--     { first_id = 1, last_id = 999 },
--     { first_id = 999999999, last_id = 999999999 },
-- ]
-- ///
create or replace macro weighted_features(first_id, last_id) as table
    select
        f.movie_id,
        f.feature_id,
        f.kind,
        round(w.similarity * f.strength)::integer as strength
    from (select first_id, last_id) as asked (first_id, last_id)
    cross join derived.features_of_films as f
    inner join derived.recommendation_weights as w on f.kind = w.name
    where (f.movie_id between asked.first_id and asked.last_id) is true;
