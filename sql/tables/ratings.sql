-- What MovieLens users gave films; empty when the raw files have no ratings.
--
-- /// table
-- key = ["user_id", "movie_id"]
-- sorted_by = ["movie_id", "user_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- user_id = "No table holds the users of MovieLens."
-- ///
create or replace table ratings (
    user_id integer not null,
    movie_id integer not null,
    rating double not null,
    rated_at timestamp
);

comment on table ratings is 'Ratings by MovieLens users';
comment on column ratings.user_id is 'MovieLens id of the user';
comment on column ratings.movie_id is 'The film (movies)';
comment on column ratings.rating is 'Stars, from 0.5 to 5';
comment on column ratings.rated_at is 'When, in UTC';
