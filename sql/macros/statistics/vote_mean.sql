-- The mean of all votes of some films, each vote counted once; null where there is none.
--
-- Means are taken in whole thousandths, of which sums have no rounding, so that the order of films does not matter.
create or replace macro vote_mean(averages, counts) as
sum(round(1000 * known_mean_vote(averages))::bigint * known_votes(counts))::double / 1000
/ nullif(sum(known_votes(counts)) filter (where known_mean_vote(averages) is not null), 0);
