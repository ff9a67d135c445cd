-- The films of each production company and what they made, in the order of folded names.
create or replace table company_totals as
select
    n.name_key,
    n.bearer_id as company_id,
    n.name,
    n.bearer_ids as company_ids,
    count(*) as films,
    sum(m.revenue)::bigint as revenue_total
from named_films as n
inner join movies as m on n.movie_id = m.movie_id
where n.role = 'company'
group by n.name_key, n.bearer_id, n.name, n.bearer_ids
order by n.name_key, n.bearer_id nulls first;

comment on table company_totals is 'Films and box office of each production company, by folded name';
comment on column company_totals.name_key is 'Name without case, accents and outer spaces';
comment on column company_totals.company_id is 'The company (companies); null for all that share the name';
comment on column company_totals.name is 'Name, in its most common spelling';
comment on column company_totals.company_ids is 'Every company that shares the name';
comment on column company_totals.films is 'Number of films';
comment on column company_totals.revenue_total is 'Box office of all films in US dollars; unknown counts as 0';
