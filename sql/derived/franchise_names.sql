-- The collection that each name stands for, with and without the word Collection at its end, in the order of folded names.
--
-- A whole name goes before a shortened one; of several collections the one with most films counts.
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "collection_id", "name", "films", "revenue_total", "revenue_mean", "profit_total", "profit_mean"]
-- [references]
-- collection_id = "collections.collection_id"
-- ///
create or replace table derived.franchise_names as
with names (name_key, collection_id, films, is_whole) as (
    select
        t.name_key,
        t.collection_id,
        t.films,
        true
    from derived.collection_totals as t
    union all
    select
        t.name_key[:-12],
        t.collection_id,
        t.films,
        false
    from derived.collection_totals as t
    where t.name_key like '% collection'
)

select
    n.name_key,
    t.collection_id,
    t.name,
    t.films,
    t.revenue_total,
    t.revenue_mean,
    t.profit_total,
    t.profit_mean
from names as n
inner join derived.collection_totals as t on n.collection_id = t.collection_id
qualify row_number() over (partition by n.name_key order by n.is_whole desc, n.films desc, n.collection_id asc) = 1
order by n.name_key;

comment on table derived.franchise_names is 'The collection that each name stands for, with its films and money';
comment on column derived.franchise_names.name_key is
'Name, whole or without Collection at its end; no case, accents and outer spaces';
comment on column derived.franchise_names.collection_id is 'The collection (collections)';
comment on column derived.franchise_names.name is 'Its name (collection_totals)';
comment on column derived.franchise_names.films is 'Number of its films (collection_totals)';
comment on column derived.franchise_names.revenue_total is 'Box office of its films in US dollars (collection_totals)';
comment on column derived.franchise_names.revenue_mean is 'Mean box office of its films in US dollars (collection_totals)';
comment on column derived.franchise_names.profit_total is 'Box office less cost of its films in US dollars (collection_totals)';
comment on column derived.franchise_names.profit_mean is
'Mean box office less cost of its films in US dollars (collection_totals)';
