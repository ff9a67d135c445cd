-- What it says of two films that the same users like them (film_co_likes), filled for some films at a time.
--
-- /// table
-- key = ["movie_id", "other_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- other_id = "movies.movie_id"
-- ///
--
-- /// slices
-- rows = "film_co_likes"
-- films = 1024
-- ///
create or replace table derived.co_likes (
    movie_id integer not null,
    other_id integer not null,
    lift integer not null
);

comment on table derived.co_likes is
'Films that the same users like, more often or less often than by chance; empty without ratings';
comment on column derived.co_likes.movie_id is 'The film that was liked (movies)';
comment on column derived.co_likes.other_id is 'A film that users like who like it (movies)';
comment on column derived.co_likes.lift is
'What that adds to how similar they are, in millionths; negative: less often than by chance';
