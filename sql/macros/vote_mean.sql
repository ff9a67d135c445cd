-- The mean of all votes of some films, each vote counted once; null where there is none.
create or replace macro vote_mean(averages, counts) as
sum(averages::decimal(6, 3) * counts)::double / nullif(sum(counts) filter (where averages is not null), 0);
