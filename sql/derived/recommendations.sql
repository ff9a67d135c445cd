-- The first ten neighbours of every film with all that an answer shows of them, in one row of parallel lists
-- (film_recommendations), filled for some films at a time.
--
-- /// table
-- key = ["movie_id"]
-- not_null = ["titles[]", "release_years[]", "reasons[]"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
--
-- /// slices
-- rows = "film_recommendations"
-- films = 8192
-- most = 32
-- ///
create or replace table derived.recommendations (
    movie_id integer not null,
    titles varchar[] not null,
    release_years integer[] not null,
    directors varchar[] not null,
    reasons varchar[] not null
);

comment on table derived.recommendations is 'Ten recommended films for every film';
comment on column derived.recommendations.movie_id is 'The film that was liked (movies)';
comment on column derived.recommendations.titles is 'Titles of the films to see, best first';
comment on column derived.recommendations.release_years is 'Years of their release';
comment on column derived.recommendations.directors is
'Names of the directors of each, with commas between; null where there is none';
comment on column derived.recommendations.reasons is 'Why to see them, in Spanish';
