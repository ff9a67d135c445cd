-- The rows of movie_features once more, in the order of films: here what one film has is in one place, there what films share.
--
-- /// table
-- key = ["movie_id", "feature_id"]
-- looked_up_by = "movie_id"
-- [references]
-- movie_id = "movies.movie_id"
-- feature_id = "features.feature_id"
-- kind = "recommendation_weights.name"
-- ///
create or replace table derived.features_of_films as
select
    f.movie_id,
    f.feature_id,
    f.kind,
    f.strength
from derived.movie_features as f
order by f.movie_id, f.feature_id;

comment on table derived.features_of_films is 'Features of films, film by film';
comment on column derived.features_of_films.movie_id is 'The film (movies)';
comment on column derived.features_of_films.feature_id is 'The feature (features)';
comment on column derived.features_of_films.kind is 'Its kind';
comment on column derived.features_of_films.strength is 'As in movie_features';
