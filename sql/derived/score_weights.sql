-- The numbers of recommendation_weights that a question asks for one by one, in one row: reading a row is planned faster.
--
-- /// table
-- key = []
-- ///
create or replace table derived.score_weights as
with kinds as (
    select map_from_entries(list({ 'name': w.name, 'weights': { 'similarity': w.similarity, 'taste': w.taste } })) as kinds
    from derived.recommendation_weights as w
    where w.name in (select f.kind from derived.features as f)
),

gaps as (
    select
        list(y.similarity order by y.gap) as similarity_years,
        list(y.taste order by y.gap) as taste_years
    from derived.year_scores as y
),

span as (
    select
        min(p.release_year)::bigint as first_year,
        max(p.fame) as greatest_fame
    from derived.film_priors as p
)

select
    any_value(k.kinds) as kinds,
    any_value(g.similarity_years) as similarity_years,
    any_value(g.taste_years) as taste_years,
    any_value(s.first_year) as first_year,
    any_value(w.similarity) filter (where w.name = 'no_genre') as no_genre,
    any_value(w.similarity) filter (where w.name = 'era') as era,
    any_value(w.similarity) filter (where w.name = 'quality') as similarity_quality,
    any_value(w.similarity) filter (where w.name = 'lift') as lift,
    any_value(w.similarity) filter (where w.name = 'language') as same_language,
    any_value(w.similarity) filter (where w.name = 'novelty') as similarity_novelty,
    any_value(w.taste) filter (where w.name = 'novelty') as taste_novelty,
    any_value(w.taste) filter (where w.name = 'quality') as taste_quality,
    any_value(w.taste) filter (where w.name = 'several') as several,
    any_value(w.taste) filter (where w.name = 'similarity') as similarity,
    any_value(w.taste) filter (where w.name = 'similarity_unrated') as similarity_unrated,
    any_value(w.taste) filter (where w.name = 'liked') as liked,
    any_value(w.taste) filter (where w.name = 'liked_shrinkage') as liked_shrinkage,
    any_value(w.taste) filter (where w.name = 'liked_by_all') as liked_by_all,
    coalesce(any_value(s.greatest_fame), 0) as greatest_fame
from derived.recommendation_weights as w
cross join kinds as k
cross join gaps as g
cross join span as s;

comment on table derived.score_weights is 'Numbers of the recommender that are no kinds of features, in one row';
comment on column derived.score_weights.kinds is 'What each kind of feature is worth';
comment on column derived.score_weights.similarity_years is
'What it is worth to be so many years apart, from 0 on, in similarity';
comment on column derived.score_weights.taste_years is 'The same for tastes';
comment on column derived.score_weights.first_year is 'The first year in which a film was released';
comment on column derived.score_weights.no_genre is 'Taken off similarity when no genre is shared';
comment on column derived.score_weights.era is 'Taken off similarity for another era';
comment on column derived.score_weights.similarity_quality is 'A point of weighted rating, in similarity';
comment on column derived.score_weights.lift is 'Liked together more often than by chance, in similarity';
comment on column derived.score_weights.same_language is 'What one original language adds to similarity';
comment on column derived.score_weights.greatest_fame is 'That of the film that is known best';
comment on column derived.score_weights.similarity_novelty is 'Taken off similarity for fame above what is wanted';
comment on column derived.score_weights.taste_novelty is 'The same for tastes';
comment on column derived.score_weights.taste_quality is 'A point of weighted rating, for tastes';
comment on column derived.score_weights.several is 'Content and year of several liked films';
comment on column derived.score_weights.similarity is 'The mean similarity to them';
comment on column derived.score_weights.similarity_unrated is 'The same when no user is known who likes one of them';
comment on column derived.score_weights.liked is 'What users like who like several of them';
comment on column derived.score_weights.liked_shrinkage is 'Likes that count as much as the mean of all films';
comment on column derived.score_weights.liked_by_all is 'Share of what all users like that is taken off';
