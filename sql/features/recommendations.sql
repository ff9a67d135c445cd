-- The first ten neighbours of every film with all that an answer shows of them, in one row (film_recommendations), filled for
-- some films at a time.
--
-- /// slices
-- rows = "film_recommendations"
-- films = 8192
-- ///
create or replace table recommendations (
    movie_id integer not null,
    films struct(title varchar, release_year integer, directors varchar, reason varchar)[] not null
);

comment on table recommendations is 'Ten recommended films for every film';
comment on column recommendations.movie_id is 'The film that was liked (movies)';
comment on column recommendations.films is 'Films to see, best first: title, release_year, directors and, in Spanish, the reason';
