-- How many films each platform has, in each country and in any.
--
-- /// table
-- key = ["provider_id", "region_code"]
-- nullable = ["region_code"]
-- not_null = ["films"]
-- [references]
-- provider_id = "providers.provider_id"
-- [unreferenced]
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table derived.provider_totals as
select
    f.provider_id,
    f.region_code,
    count(distinct f.movie_id) as films
from derived.films_by_provider as f
group by grouping sets ((f.provider_id, f.region_code), (f.provider_id))
order by f.provider_id asc, f.region_code asc nulls first;

comment on table derived.provider_totals is 'Number of films of each platform in each country';
comment on column derived.provider_totals.provider_id is 'The platform (providers)';
comment on column derived.provider_totals.region_code is 'ISO 3166-1 code of the country; null for any of them';
comment on column derived.provider_totals.films is 'Number of films';
