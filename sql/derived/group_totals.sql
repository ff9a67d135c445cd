-- Films, money and votes of every genre, company, collection, country, language, keyword and year.
--
-- A return counts films whose budget and revenue are both known, and is 0 where there is none. A mean vote counts every vote
-- once, and is null where there is none.
--
-- /// table
-- key = ["kind", "group_id", "group_code"]
-- nullable = ["group_id", "group_code"]
-- not_null = ["kind", "films", "films_with_money", "budget", "revenue", "return", "vote_count", "first_year", "last_year"]
-- [unreferenced]
-- group_id = "Ids of different tables, as the kind says."
-- group_code = "Codes of different tables, as the kind says."
-- ///
create or replace table derived.group_totals as
with totals as (
    select
        g.kind,
        g.group_id,
        g.group_code,
        count(*) as films,
        count(*) filter (where m.budget > 0 and m.revenue > 0) as films_with_money,
        nearest_bigint(sum(m.budget)) as budget,
        nearest_bigint(sum(m.revenue)) as revenue,
        coalesce(
            (sum(m.revenue) filter (where m.budget > 0 and m.revenue > 0))::double
            / (sum(m.budget) filter (where m.budget > 0 and m.revenue > 0)),
            0
        ) as "return",
        coalesce(sum(known_votes(m.vote_count)), 0)::bigint as vote_count,
        vote_mean(m.vote_average, m.vote_count) as vote_average,
        min(m.release_year) as first_year,
        max(m.release_year) as last_year
    from derived.film_groups as g
    inner join movies as m on g.movie_id = m.movie_id
    where g.kind not in ('director', 'actor')
    group by g.kind, g.group_id, g.group_code
),

names (kind, group_id, group_code, name) as (
    select
        'genre',
        g.genre_id,
        null,
        g.name
    from genres as g
    union all
    select
        'company',
        c.company_id,
        null,
        c.name
    from companies as c
    union all
    select
        'collection',
        c.collection_id,
        null,
        c.name
    from collections as c
    union all
    select
        'country',
        null,
        c.country_code,
        c.name
    from countries as c
    union all
    select
        'language',
        null,
        l.language_code,
        l.name
    from languages as l
    union all
    select
        'keyword',
        k.keyword_id,
        null,
        k.name
    from keywords as k
)

select
    t.kind,
    t.group_id,
    t.group_code,
    n.name,
    t.films,
    t.films_with_money,
    t.budget,
    t.revenue,
    t."return",
    t.vote_count,
    t.vote_average,
    t.first_year,
    t.last_year
from totals as t
left join names as n
    on t.kind = n.kind and t.group_id is not distinct from n.group_id and t.group_code is not distinct from n.group_code
order by t.kind, t.group_id, t.group_code;

comment on table derived.group_totals is 'Films, money and votes by what films can be counted by';
comment on column derived.group_totals.kind is 'genre, company, collection, country, language, keyword or year';
comment on column derived.group_totals.group_id is 'Id of the group, or the year; null where it has a code';
comment on column derived.group_totals.group_code is 'Code of the country or language; null where it has an id';
comment on column derived.group_totals.name is 'Name, when it is known; null for years';
comment on column derived.group_totals.films is 'Number of films';
comment on column derived.group_totals.films_with_money is 'Number of films whose budget and revenue are both known';
comment on column derived.group_totals.budget is 'Cost of all films in US dollars; unknown counts as 0';
comment on column derived.group_totals.revenue is 'Box office of all films in US dollars; unknown counts as 0';
comment on column derived.group_totals."return" is 'Revenue / budget of the films whose money is known; 0 where there is none';
comment on column derived.group_totals.vote_count is 'Number of votes of all films';
comment on column derived.group_totals.vote_average is 'Mean of all votes; null where there is none';
comment on column derived.group_totals.first_year is 'Year of the first release';
comment on column derived.group_totals.last_year is 'Year of the last release';
