-- The titles of films beside the one in movies: the original ones, translated and other ones.
--
-- /// table
-- key = ["movie_id", "kind", "language_code", "region_code", "title"]
-- nullable = ["language_code", "region_code"]
-- sorted_by = ["movie_id", "kind", "language_code", "region_code", "title"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- language_code = "Titles and texts are in languages that no film need be in."
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table movie_titles (
    movie_id integer not null,
    title varchar not null,
    kind varchar not null,
    language_code varchar,
    region_code varchar
);

comment on table movie_titles is 'Titles of films in other languages and regions, and the original ones';
comment on column movie_titles.movie_id is 'The film (movies)';
comment on column movie_titles.title is 'The title';
comment on column movie_titles.kind is
'original; translated, the title by which a region or language knows the film; or alternative, such as a working title';
comment on column movie_titles.language_code is 'Code of the language of the title, mostly of ISO 639-1, when it is known';
comment on column movie_titles.region_code is 'ISO 3166-1 code of the country where the film is called so, when it is known';
