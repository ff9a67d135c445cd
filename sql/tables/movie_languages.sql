-- The languages spoken in each film.
--
-- /// table
-- key = ["movie_id", "language_code"]
-- sorted_by = ["movie_id", "position"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- language_code = "languages.language_code"
-- ///
create or replace table movie_languages (
    movie_id integer not null,
    language_code varchar not null,
    position integer not null
);

comment on table movie_languages is 'The languages spoken in each film';
comment on column movie_languages.movie_id is 'The film (movies)';
comment on column movie_languages.language_code is 'The spoken language (languages)';
comment on column movie_languages.position is 'Place in the film''s list, from 1';
