-- What a film is worth before anybody votes: C and m of the IMDB weighted rating, WR = v / (v + m) * R + m / (v + m) * C.
--
-- C is the mean vote of all films with votes, and m the number of votes that nine of ten of them do not reach.
--
-- /// table
-- key = []
-- not_null = ["mean_vote", "votes_floor"]
-- ///
create or replace table derived.rating_prior as
select
    coalesce(sum(round(1000 * m.vote_average)::bigint)::double / 1000 / nullif(count(*), 0), 0) as mean_vote,
    coalesce(quantile_cont(m.vote_count, 0.9), 1)::double as votes_floor
from movies as m
where m.vote_count > 0 and known_mean_vote(m.vote_average) is not null;

comment on table derived.rating_prior is 'C and m of the IMDB weighted rating';
comment on column derived.rating_prior.mean_vote is 'C, the mean vote of all films with votes';
comment on column derived.rating_prior.votes_floor is 'm, how many votes count as much as that mean';
