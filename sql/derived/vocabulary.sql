-- Every name that a question can be asked with, by kind, and the name in the data that it stands for: what is offered when a name
-- is not found.
--
-- Films have other titles, and genres, countries and languages other names than those in the data. One that is itself a name in
-- the data stands for that.
--
-- /// table
-- key = ["kind", "name_key"]
-- not_null = ["own_key"]
-- ///
create or replace table derived.vocabulary as
with own_names (kind, name, name_key, weight) as (
    select
        'title',
        arg_min(m.title, (-coalesce(known_votes(m.vote_count), 0), m.movie_id)),
        normalized(m.title),
        max(coalesce(known_votes(m.vote_count), 0))
    from movies as m
    where m.title is not null
    group by normalized(m.title)
    union all
    select
        'director',
        t.name,
        t.name_key,
        t.films
    from derived.director_totals as t
    where t.person_id is null
    union all
    select
        'actor',
        t.name,
        t.name_key,
        t.films
    from derived.actor_totals as t
    where t.person_id is null
    union all
    select
        'company',
        t.name,
        t.name_key,
        t.films
    from derived.company_totals as t
    where t.company_id is null
    union all
    select 'collection', t.name, t.name_key, t.films
    from derived.collection_totals as t
    union all
    select 'genre', t.name, normalized(t.name), t.films
    from derived.group_totals as t
    where t.kind = 'genre' and t.name is not null
    union all
    select 'keyword', t.name, normalized(t.name), t.films
    from derived.group_totals as t
    where t.kind = 'keyword' and t.name is not null
    union all
    select 'country', t.name, t.name_key, t.films
    from derived.country_totals as t
    where t.name_key = normalized(t.name)
    union all
    select 'language', t.language_code, t.name_key, t.films
    from derived.original_language_totals as t
    where t.films > 0 and t.name_key = normalized(t.language_code)
    union all
    select distinct 'month', t.name, t.name, 13 - t.month_number
    from derived.month_totals as t
    union all
    select 'weekday', t.name, t.name_key, 8 - t.weekday_number
    from derived.weekday_totals as t
    union all
    select
        'provider',
        p.name,
        normalized(p.name),
        t.films
    from derived.provider_totals as t
    inner join providers as p on t.provider_id = p.provider_id
    where t.region_code is null and p.name is not null
    union all
    select
        'region',
        f.region_code,
        normalized(f.region_code),
        count(*)
    from derived.films_by_region as f
    group by f.region_code
),

owned as (
    select
        n.kind,
        min(n.name) as name,
        n.name_key,
        sum(n.weight)::bigint as weight
    from own_names as n
    group by n.kind, n.name_key
),

other_names_too (kind, name, name_key, own_key) as (
    select
        o.kind,
        o.name,
        o.name_key,
        o.own_key
    from derived.other_names as o
    union all
    select
        'title',
        t.title,
        normalized(t.title),
        normalized(m.title)
    from derived.film_titles as t
    inner join movies as m on t.movie_id = m.movie_id
    where not t.is_main and m.title is not null
),

others as (
    select
        n.kind,
        arg_min(n.name, (-w.weight, n.own_key, n.name)) as name,
        n.name_key,
        max(w.weight) as weight,
        arg_min(n.own_key, (-w.weight, n.own_key)) as own_key
    from other_names_too as n
    inner join owned as w on n.kind = w.kind and n.own_key = w.name_key
    left join owned as k on n.kind = k.kind and n.name_key = k.name_key
    where k.kind is null
    group by n.kind, n.name_key
)

select
    w.kind,
    w.name,
    w.name_key,
    w.weight,
    w.name_key as own_key
from owned as w
union all
select
    o.kind,
    o.name,
    o.name_key,
    o.weight,
    o.own_key
from others as o
order by kind, name_key;

comment on table derived.vocabulary is 'Names that questions can be asked with, each folded name once per kind';
comment on column derived.vocabulary.kind is
'title, director, actor, company, collection, genre, keyword, country, language, month, weekday, provider or region';
comment on column derived.vocabulary.name is 'Name as it is written';
comment on column derived.vocabulary.name_key is 'Name without case, accents and outer spaces';
comment on column derived.vocabulary.weight is 'How well known: votes of a title, films of the others; order of months and days';
comment on column derived.vocabulary.own_key is 'The name_key of the name in the data that it stands for, mostly its own';
