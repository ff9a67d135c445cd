-- The countries that produced each film.
--
-- /// table
-- key = ["movie_id", "country_code"]
-- sorted_by = ["movie_id", "position"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- country_code = "countries.country_code"
-- ///
create or replace table movie_countries (
    movie_id integer not null,
    country_code varchar not null,
    position integer not null
);

comment on table movie_countries is 'The countries that produced each film';
comment on column movie_countries.movie_id is 'The film (movies)';
comment on column movie_countries.country_code is 'The production country (countries)';
comment on column movie_countries.position is 'Place in the film''s list, from 1';
