-- How many films each country produced, alone or with others.
create or replace table country_totals as
select
    normalized(c.name) as name_key,
    c.country_code,
    c.name,
    count(l.movie_id) as films
from countries as c
left join movie_countries as l on c.country_code = l.country_code
where c.name is not null
group by c.country_code, c.name
order by name_key, c.country_code;

comment on table country_totals is 'Films per production country';
comment on column country_totals.name_key is 'Name without case, accents and outer spaces';
comment on column country_totals.country_code is 'ISO 3166-1 code (countries)';
comment on column country_totals.name is 'Name in English';
comment on column country_totals.films is 'Number of films the country produced';
