-- Who liked which film: ratings of four stars or more. Of a user with many likes each one counts less.
--
-- A like counts sqrt(u / (u + likes of the user)), u = liked_users; in whole millionths.
--
-- /// table
-- key = ["user_id", "movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- user_id = "No table holds the users of MovieLens."
-- ///
create or replace table derived.likes as
select
    r.user_id,
    r.movie_id,
    round(
        1000000 * sqrt(taste_weight('liked_users') / (taste_weight('liked_users') + count(*) over (partition by r.user_id)))
    )::bigint as weight
from ratings as r
where r.rating >= 4
order by r.movie_id, r.user_id;

comment on table derived.likes is 'Films that users liked; empty without ratings';
comment on column derived.likes.user_id is 'MovieLens id of the user';
comment on column derived.likes.movie_id is 'The film (movies)';
comment on column derived.likes.weight is 'Millionths of a like';
