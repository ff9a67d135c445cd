-- Every name that a question can be asked with, by kind: what is offered when a name is not found.
--
-- /// table
-- key = ["kind", "name_key"]
-- ///
create or replace table vocabulary as
with names (kind, name, name_key, weight) as (
    select
        'title',
        t.title,
        t.title_key,
        coalesce(known_votes(t.vote_count), 0)
    from films_by_title as t
    where t.asked_year is null
    union all
    select
        'director',
        t.name,
        t.name_key,
        t.films
    from director_totals as t
    where t.person_id is null
    union all
    select
        'actor',
        t.name,
        t.name_key,
        t.films
    from actor_totals as t
    where t.person_id is null
    union all
    select
        'company',
        t.name,
        t.name_key,
        t.films
    from company_totals as t
    where t.company_id is null
    union all
    select 'collection', t.name, t.name_key, t.films
    from collection_totals as t
    union all
    select 'genre', t.name, normalized(t.name), t.films
    from group_totals as t
    where t.kind = 'genre' and t.name is not null
    union all
    select 'keyword', t.name, normalized(t.name), t.films
    from group_totals as t
    where t.kind = 'keyword' and t.name is not null
    union all
    select 'country', t.name, t.name_key, t.films
    from country_totals as t
    union all
    select 'language', t.language_code, t.name_key, t.films
    from original_language_totals as t
    where t.films > 0
    union all
    select distinct 'month', t.name, t.name, 13 - t.month_number
    from month_totals as t
    union all
    select 'weekday', t.name, t.name_key, 8 - t.weekday_number
    from weekday_totals as t
    union all
    select
        'provider',
        p.name,
        normalized(p.name),
        t.films
    from provider_totals as t
    inner join providers as p on t.provider_id = p.provider_id
    where t.region_code is null and p.name is not null
    union all
    select
        'region',
        f.region_code,
        normalized(f.region_code),
        count(*)
    from films_by_region as f
    group by f.region_code
)

select
    n.kind,
    min(n.name) as name,
    n.name_key,
    sum(n.weight)::bigint as weight
from names as n
group by n.kind, n.name_key
order by n.kind, n.name_key;

comment on table vocabulary is 'Names that questions can be asked with, each folded name once per kind';
comment on column vocabulary.kind is
'title, director, actor, company, collection, genre, keyword, country, language, month, weekday, provider or region';
comment on column vocabulary.name is 'Name as it is written';
comment on column vocabulary.name_key is 'Name without case, accents and outer spaces';
comment on column vocabulary.weight is 'How well known: votes of a title, films of the others; order of months and days';
