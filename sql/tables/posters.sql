-- Where the posters of films are.
--
-- /// table
-- key = ["movie_id"]
-- sorted_by = ["movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table posters (
    movie_id integer not null,
    poster_path varchar not null
);

comment on table posters is 'Posters of films';
comment on column posters.movie_id is 'The film (movies)';
comment on column posters.poster_path is 'Path of the poster on the TMDB image server';
