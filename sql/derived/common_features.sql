-- The features that decide most about how similar films are: those that add most to all films together, of those that more than
-- 50 films have. Languages are not among them, for a film has one, which is compared at once (film_neighbours).
--
-- /// table
-- key = ["slot"]
-- [references]
-- feature_id = "features.feature_id"
-- ///
create or replace table derived.common_features as
with totals as (
    select
        f.feature_id,
        any_value(w.similarity) * sum(f.strength::bigint * f.strength) as total
    from derived.movie_features as f
    inner join derived.recommendation_weights as w on f.kind = w.name
    where f.films > 50 and f.kind != 'language'
    group by f.feature_id
)

select
    row_number() over (order by t.total desc, t.feature_id asc)::integer as slot,
    t.feature_id
from totals as t
qualify slot <= 40
order by slot;

comment on table derived.common_features is 'Features that decide most about how similar films are';
comment on column derived.common_features.slot is 'Place of the feature among them, from 1 to 40';
comment on column derived.common_features.feature_id is 'The feature (features)';
