-- The number of films of each collection and the money they made, in the order of the collection's folded name.
--
-- /// table
-- key = ["collection_id"]
-- not_null = ["name_key", "collection_id", "name", "films", "revenue_total", "revenue_mean", "profit_total", "profit_mean"]
-- [references]
-- collection_id = "collections.collection_id"
-- ///
create or replace table derived.collection_totals as
select
    normalized(c.name) as name_key,
    c.collection_id,
    c.name,
    count(*) as films,
    nearest_bigint(sum(m.revenue)) as revenue_total,
    sum(m.revenue)::double / count(*) as revenue_mean,
    nearest_bigint(sum(m.revenue) - sum(m.budget)) as profit_total,
    (sum(m.revenue) - sum(m.budget))::double / count(*) as profit_mean
from collections as c
inner join movies as m on c.collection_id = m.collection_id
where c.name is not null
group by c.collection_id, c.name
order by name_key, c.collection_id;

comment on table derived.collection_totals is 'Films and money of each collection, in the order of folded names';
comment on column derived.collection_totals.name_key is 'Name without case, accents and outer spaces';
comment on column derived.collection_totals.collection_id is 'The collection (collections)';
comment on column derived.collection_totals.name is 'Name of the collection';
comment on column derived.collection_totals.films is 'Number of films';
comment on column derived.collection_totals.revenue_total is 'Box office of all films in US dollars; unknown counts as 0';
comment on column derived.collection_totals.revenue_mean is 'Mean box office over all films in US dollars';
comment on column derived.collection_totals.profit_total is
'Box office less cost of all films in US dollars; unknown counts as 0';
comment on column derived.collection_totals.profit_mean is 'Mean box office less cost over all films in US dollars';
