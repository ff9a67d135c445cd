-- The films of each production company and what they made, in the order of folded names.
--
-- /// table
-- key = ["name_key", "company_id"]
-- nullable = ["company_id"]
-- not_null = ["name_key", "name", "films", "revenue_total", "namesakes"]
-- [references]
-- company_id = "companies.company_id"
-- "company_ids[]" = "companies.company_id"
-- ///
create or replace table derived.company_totals as
with totals as (
    select
        f.name_id,
        f.owner_id,
        count(*) as films,
        nearest_bigint(sum(m.revenue)) as revenue_total
    from derived.films_by_name as f
    inner join movies as m on f.movie_id = m.movie_id
    where f.role = 'company'
    group by f.name_id, f.owner_id
)

select
    b.name_key,
    t.owner_id as company_id,
    b.name,
    b.owner_ids as company_ids,
    t.films,
    t.revenue_total,
    shared_name_note(b.owner_ids, t.owner_id, 'productoras') as namesakes
from totals as t
inner join derived.name_owners as b on t.name_id = b.name_id
order by b.name_key, t.owner_id nulls first;

comment on table derived.company_totals is 'Films and box office of each production company, by folded name';
comment on column derived.company_totals.name_key is 'Name without case, accents and outer spaces';
comment on column derived.company_totals.company_id is 'The company (companies); null for all that share the name';
comment on column derived.company_totals.name is 'Name, in its most common spelling';
comment on column derived.company_totals.company_ids is 'Every company that shares the name';
comment on column derived.company_totals.films is 'Number of films';
comment on column derived.company_totals.revenue_total is 'Box office of all films in US dollars; unknown counts as 0';
comment on column derived.company_totals.namesakes is
'What to tell, in Spanish, when several companies share the name; else empty';
