-- Everything that two films or more can have in common: people, genres, keywords, tags, companies, countries, languages and
-- words.
--
-- The IDF of a feature is ln(films / films with it): what few films have says more about them.
--
-- /// table
-- key = ["feature_id"]
-- looked_up_by = "feature_id"
-- [references]
-- kind = "recommendation_weights.name"
-- ///
create or replace table derived.features as
with spelled_tags as (
    select
        normalized_column(t.tag) as tag_key,
        t.tag
    from movielens_tags as t
    group by t.tag
    qualify row_number() over (partition by tag_key order by count(*) desc, t.tag asc) = 1
),

names (kind, feature_key, name) as (
    select
        unnest(['director', 'writer', 'cast']),
        p.person_id::varchar,
        p.name
    from people as p
    union all
    select
        unnest(['genre', lower(g.name)]),
        g.genre_id::varchar,
        g.name
    from genres as g
    union all
    select
        'keyword',
        k.keyword_id::varchar,
        k.name
    from keywords as k
    union all
    select
        'company',
        c.company_id::varchar,
        c.name
    from companies as c
    union all
    select
        'country',
        c.country_code,
        c.name
    from countries as c
    union all
    select
        'language',
        l.language_code,
        l.name
    from languages as l
    union all
    select
        'tag',
        t.tag_key,
        t.tag
    from spelled_tags as t
),

frequencies as (
    select
        t.kind,
        t.feature_key,
        count(*) as films
    from derived.movie_traits as t
    group by t.kind, t.feature_key
    having count(*) > 1
)

select
    row_number() over (order by f.kind, f.feature_key)::integer as feature_id,
    f.kind,
    f.feature_key,
    coalesce(n.name, f.feature_key) as name,
    f.films,
    ln(greatest((select count(*) from movies), f.films) / f.films) as idf,
    lower(s.spanish_name) as told_name
from frequencies as f
left join names as n on f.kind = n.kind and f.feature_key = n.feature_key
left join derived.spanish_genres as s on n.name = s.name and part_of_kind(f.kind) = 'genre'
order by feature_id;

comment on table derived.features is 'What films can have in common';
comment on column derived.features.feature_id is 'Number of the feature in this table';
comment on column derived.features.kind is 'A kind of recommendation_weights';
comment on column derived.features.feature_key is
'Id of the person, genre, keyword or company, code of the country or language, tag without case and accents, or word';
comment on column derived.features.name is 'Its name, for people to read';
comment on column derived.features.films is 'Number of films that have it';
comment on column derived.features.idf is 'Inverse document frequency';
comment on column derived.features.told_name is 'Its name in Spanish, as reasons tell it; null where it has none of its own';
