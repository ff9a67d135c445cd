-- The 50 films that each film recommends, best first (film_neighbours), filled for some films at a time.
--
-- /// table
-- key = ["movie_id", "place"]
-- [references]
-- movie_id = "movies.movie_id"
-- other_id = "movies.movie_id"
-- ///
--
-- /// slices
-- rows = "film_neighbours"
-- films = 8192
-- most = 32
-- ///
create or replace table derived.neighbours (
    movie_id integer not null,
    place integer not null,
    other_id integer not null,
    score integer not null
);

comment on table derived.neighbours is 'Films that each film recommends';
comment on column derived.neighbours.movie_id is 'The film that was liked (movies)';
comment on column derived.neighbours.place is 'Place in its recommendations, from 1';
comment on column derived.neighbours.other_id is 'The film that is recommended (movies)';
comment on column derived.neighbours.score is 'How much it is recommended, in millionths; comparable within one film';
