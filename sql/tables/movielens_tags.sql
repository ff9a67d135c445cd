-- What MovieLens users called films; empty when the raw files have no tags.
--
-- /// table
-- key = ["user_id", "movie_id", "tag"]
-- sorted_by = ["movie_id", "tag", "user_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- user_id = "No table holds the users of MovieLens."
-- ///
create or replace table movielens_tags (
    user_id integer not null,
    movie_id integer not null,
    tag varchar not null,
    tagged_at timestamp
);

comment on table movielens_tags is 'Tags by MovieLens users';
comment on column movielens_tags.user_id is 'MovieLens id of the user';
comment on column movielens_tags.movie_id is 'The film (movies)';
comment on column movielens_tags.tag is 'What the user called the film, in the user''s own words';
comment on column movielens_tags.tagged_at is 'When, in UTC';
