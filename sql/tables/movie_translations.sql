-- What is said of films in other languages; empty when the raw files have no translations.
--
-- /// table
-- key = ["movie_id", "language_code", "region_code"]
-- nullable = ["region_code"]
-- sorted_by = ["movie_id", "language_code", "region_code"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- language_code = "Titles and texts are in languages that no film need be in."
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table movie_translations (
    movie_id integer not null,
    language_code varchar not null,
    region_code varchar,
    overview varchar,
    tagline varchar
);

comment on table movie_translations is 'Plots and advertising lines of films in other languages; the titles are in movie_titles';
comment on column movie_translations.movie_id is 'The film (movies)';
comment on column movie_translations.language_code is 'ISO 639-1 code of the language';
comment on column movie_translations.region_code is 'ISO 3166-1 code of the country that speaks it so, when it is known';
comment on column movie_translations.overview is 'Plot in a few sentences';
comment on column movie_translations.tagline is 'Advertising line';
