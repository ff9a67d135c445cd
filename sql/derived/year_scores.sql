-- What it is worth that two films are of about the same time, by the years between them; less than nothing for different eras.
--
-- Ten thousand years apart and more, what is left is the weight of the era, taken off.
--
-- /// table
-- key = ["gap"]
-- ///
create or replace table year_scores as
select
    g.gap::integer as gap,
    weight_of('year') * exp(-g.gap / weight_of('year_decay'))
    - weight_of('era') * least(g.gap / weight_of('era_years'), 1) as score
from range(0, 10000) as g (gap)
where g.gap <= (select max(m.release_year)::bigint - min(m.release_year) from movies as m)
order by g.gap;

comment on table year_scores is 'What closeness in time adds to a score';
comment on column year_scores.gap is 'Years between two films';
comment on column year_scores.score is 'What that adds to the score';
