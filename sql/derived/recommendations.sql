-- The first ten neighbours of every film with all that an answer shows of them (film_recommendations), filled for some films at a
-- time.
--
-- What similar_movies and recomendacion give of a film stands together, so that an answer is a look-up.
--
-- /// table
-- key = ["movie_id", "place"]
-- not_null = ["directors[]", "contributions[]"]
-- [references]
-- movie_id = "movies.movie_id"
-- other_id = "movies.movie_id"
-- ///
--
-- /// slices
-- rows = "film_recommendations"
-- films = 8192
-- most = 32
-- ///
create or replace table derived.recommendations (
    movie_id integer not null,
    place integer not null,
    other_id integer not null,
    score integer not null,
    title varchar not null,
    release_year integer not null,
    directors varchar[] not null,
    reason varchar not null,
    contributions struct(kind varchar, "names" varchar[], share decimal(4, 3))[] not null
);

comment on table derived.recommendations is 'Ten recommended films for every film';
comment on column derived.recommendations.movie_id is 'The film that was liked (movies)';
comment on column derived.recommendations.place is 'Place in its recommendations, from 1';
comment on column derived.recommendations.other_id is 'The film that is recommended (movies)';
comment on column derived.recommendations.score is 'How much it is recommended, in millionths; comparable within one film';
comment on column derived.recommendations.title is 'Its title (movies)';
comment on column derived.recommendations.release_year is 'Year of its release (movies)';
comment on column derived.recommendations.directors is 'Names of its directors (film_makers)';
comment on column derived.recommendations.reason is 'Why to see it, in Spanish';
comment on column derived.recommendations.contributions is
'What makes up the score, that which counts most first: its kind, up to three names of what is shared, its share';
