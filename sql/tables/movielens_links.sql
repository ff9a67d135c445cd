-- Which film a MovieLens id means; empty when the raw files have no links.
--
-- /// table
-- key = ["movielens_id"]
-- sorted_by = ["movielens_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table movielens_links (
    movielens_id integer not null,
    movie_id integer not null
);

comment on table movielens_links is 'MovieLens ids of films';
comment on column movielens_links.movielens_id is 'MovieLens id of the film';
comment on column movielens_links.movie_id is 'The film (movies)';
