-- What it is worth that two films are of about the same time, by the years between them; less than nothing for different eras.
--
-- Ten thousand years apart and more, what is left is the weight of the era, taken off.
--
-- /// table
-- key = ["gap"]
-- ///
create or replace table derived.year_scores as
select
    g.gap::integer as gap,
    similarity_weight('year') * exp(-g.gap / similarity_weight('year_decay'))
    - similarity_weight('era') * least(g.gap / similarity_weight('era_years'), 1) as similarity,
    taste_weight('year') * exp(-g.gap / taste_weight('year_decay'))
    - taste_weight('era') * least(g.gap / taste_weight('era_years'), 1) as taste
from range(0, 10000) as g (gap)
where g.gap <= (select max(m.release_year)::bigint - min(m.release_year) from movies as m)
order by g.gap;

comment on table derived.year_scores is 'What closeness in time adds to a score';
comment on column derived.year_scores.gap is 'Years between two films';
comment on column derived.year_scores.similarity is 'What that adds to how similar they are';
comment on column derived.year_scores.taste is 'What that adds to what people who like several films may like';
