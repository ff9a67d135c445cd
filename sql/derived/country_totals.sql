-- How many films each country produced, alone or with others, by the country's name.
--
-- Two countries may share a name; the films of both are counted together. What is counted stands under other names of the country
-- as well (other_names).
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "name", "country_codes", "country_codes[]", "films"]
-- [references]
-- "country_codes[]" = "countries.country_code"
-- ///
create or replace table derived.country_totals as
with named as (
    select
        normalized(c.name) as name_key,
        min(c.name) as name,
        list(distinct c.country_code order by c.country_code) as country_codes,
        count(distinct l.movie_id) as films
    from countries as c
    left join movie_countries as l on c.country_code = l.country_code
    where c.name is not null
    group by normalized(c.name)
)

select
    n.name_key,
    n.name,
    n.country_codes,
    n.films
from named as n
union all
select
    o.name_key,
    n.name,
    n.country_codes,
    n.films
from named as n
inner join derived.other_names as o on o.kind = 'country' and n.name_key = o.own_key
order by name_key;

comment on table derived.country_totals is 'Films per production country, by folded name';
comment on column derived.country_totals.name_key is 'Name in the data, or another one, without case, accents and outer spaces';
comment on column derived.country_totals.name is 'Name in the data';
comment on column derived.country_totals.country_codes is 'Every country that bears the name (countries)';
comment on column derived.country_totals.films is 'Number of films they produced';
