-- The genres of each film.
--
-- /// table
-- key = ["movie_id", "genre_id"]
-- sorted_by = ["movie_id", "position"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- genre_id = "genres.genre_id"
-- ///
create or replace table movie_genres (
    movie_id integer not null,
    genre_id integer not null,
    position integer not null
);

comment on table movie_genres is 'The genres of each film';
comment on column movie_genres.movie_id is 'The film (movies)';
comment on column movie_genres.genre_id is 'The genre (genres)';
comment on column movie_genres.position is 'Place in the film''s list, from 1';
