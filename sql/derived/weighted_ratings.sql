-- The IMDB weighted rating of every film: its mean vote drawn towards the mean of all films, the more the fewer votes it has.
--
-- WR = v / (v + m) * R + m / (v + m) * C, with R the film's mean vote, v its votes, and C and m as in rating_prior. Votes whose
-- mean is not known do not count, so that such a film is rated as one without votes.
--
-- /// table
-- key = ["movie_id"]
-- not_null = ["movie_id", "weighted_rating"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.weighted_ratings as
with votes as (
    select
        m.movie_id,
        coalesce(known_mean_vote(m.vote_average), 0) as mean_vote,
        if(known_mean_vote(m.vote_average) is null, 0, coalesce(known_votes(m.vote_count), 0)) as votes
    from movies as m
)

select
    v.movie_id,
    (v.votes * v.mean_vote + p.votes_floor * p.mean_vote) / (v.votes + p.votes_floor) as weighted_rating
from votes as v
cross join derived.rating_prior as p
order by v.movie_id;

comment on table derived.weighted_ratings is 'IMDB weighted rating of every film';
comment on column derived.weighted_ratings.movie_id is 'The film (movies)';
comment on column derived.weighted_ratings.weighted_rating is 'Weighted rating, from 0 to 10';
