-- The IMDB weighted rating of every film: its mean vote drawn towards the mean of all films, the more the fewer votes it has.
--
-- WR = v / (v + m) * R + m / (v + m) * C, with R the film's mean vote, v its votes, and C and m as in rating_prior.
--
-- /// table
-- key = ["movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table weighted_ratings as
select
    m.movie_id,
    (coalesce(m.vote_count, 0) * coalesce(m.vote_average, 0) + p.votes_floor * p.mean_vote)
    / greatest(coalesce(m.vote_count, 0) + p.votes_floor, 1) as weighted_rating
from movies as m
cross join rating_prior as p
order by m.movie_id;

comment on table weighted_ratings is 'IMDB weighted rating of every film';
comment on column weighted_ratings.movie_id is 'The film (movies)';
comment on column weighted_ratings.weighted_rating is 'Weighted rating, from 0 to 10';
