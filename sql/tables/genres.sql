-- The genres of films.
--
-- /// table
-- key = ["genre_id"]
-- sorted_by = ["genre_id"]
-- ///
create or replace table genres (
    genre_id integer not null,
    name varchar
);

comment on table genres is 'The genres of films';
comment on column genres.genre_id is 'TMDB id of the genre';
comment on column genres.name is 'Name in English';
