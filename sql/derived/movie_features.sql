-- Films as vectors over features, which is all that the content of two films is compared by.
--
-- The vector of a kind is share times IDF, divided by its length; so the products of two films, summed, are the cosines of their
-- kinds (Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval"). What a kind is worth is multiplied
-- in on the side of the film that is asked with, since it depends on the question. Lengths count what only one film has as
-- well. Strengths are whole thousandths, so that sums do not depend on the order of their terms.
--
-- /// table
-- key = ["feature_id", "movie_id"]
-- [references]
-- feature_id = "features.feature_id"
-- movie_id = "movies.movie_id"
-- kind = "recommendation_weights.name"
-- ///
create or replace table derived.movie_features as
with weighted as not materialized (
    select
        t.movie_id,
        t.kind,
        f.feature_id,
        f.films,
        t.share * coalesce(f.idf, ln(greatest((select count(*) from movies), 1))) as share_idf
    from derived.movie_traits as t
    left join derived.features as f on t.kind = f.kind and t.feature_key = f.feature_key
),

lengths as (
    select
        w.movie_id,
        w.kind,
        sqrt(sum(round(1000000 * w.share_idf * w.share_idf)::bigint) / 1000000) as vector_length
    from weighted as w
    group by w.movie_id, w.kind
),

strengths as (
    select
        w.movie_id,
        w.feature_id,
        w.kind,
        w.films,
        round(1000 * w.share_idf / l.vector_length)::integer as strength
    from weighted as w
    inner join lengths as l on w.movie_id = l.movie_id and w.kind = l.kind
    where w.feature_id is not null and l.vector_length > 0
)

select
    s.movie_id,
    s.feature_id,
    s.kind,
    s.films,
    s.strength
from strengths as s
where s.strength > 0
order by s.feature_id, s.movie_id;

comment on table derived.movie_features is 'Features of films';
comment on column derived.movie_features.movie_id is 'The film (movies)';
comment on column derived.movie_features.feature_id is 'The feature (features)';
comment on column derived.movie_features.kind is 'Its kind';
comment on column derived.movie_features.films is 'Number of films with it';
comment on column derived.movie_features.strength is 'Thousandths: the film''s component in that direction';
