-- Names of genres, countries and languages beside those in the data, and what they stand for there: names in Spanish, names of
-- languages, whose codes are what the data have, and some that people use as well.
--
-- A name that is one in the data stands for itself and is not here.
--
-- /// table
-- key = ["kind", "name_key"]
-- not_null = ["name", "own_key"]
-- ///
create or replace table derived.other_names as
with used_as_well (kind, code, name) as (
    values
    ('country', 'US', 'EE. UU.'),
    ('country', 'US', 'EEUU'),
    ('country', 'US', 'USA'),
    ('country', 'US', 'United States'),
    ('country', 'GB', 'Gran Bretaña'),
    ('country', 'GB', 'Inglaterra'),
    ('country', 'GB', 'UK'),
    ('country', 'NL', 'Holanda'),
    ('country', 'CZ', 'República Checa'),
    ('country', 'MM', 'Birmania'),
    ('country', 'KR', 'Corea'),
    ('country', 'SA', 'Arabia Saudita'),
    ('country', 'FK', 'Islas Malvinas'),
    ('country', 'SU', 'URSS'),
    ('language', 'es', 'castellano'),
    ('language', 'zh', 'chino'),
    ('language', 'nl', 'holandés'),
    ('language', 'fi', 'finlandés'),
    ('language', 'eu', 'vasco'),
    ('language', 'nb', 'noruego bokmål'),
    ('genre', 'Science Fiction', 'Sci-Fi'),
    ('genre', 'Science Fiction', 'Ficción científica'),
    ('genre', 'Thriller', 'Suspenso'),
    ('genre', 'Horror', 'Miedo'),
    ('genre', 'War', 'Guerra'),
    ('genre', 'Romance', 'Romántica'),
    ('genre', 'Music', 'Musical'),
    ('genre', 'Western', 'Del Oeste')
),

named (kind, preference, name, own_key) as (
    select
        'genre',
        1,
        g.spanish_name,
        normalized(g.name)
    from derived.spanish_genres as g
    union all
    select
        'country',
        1,
        s.spanish_name,
        normalized(c.name)
    from derived.spanish_countries as s
    inner join countries as c on s.country_code = c.country_code
    union all
    select
        'language',
        1,
        s.spanish_name,
        normalized(s.language_code)
    from derived.spanish_languages as s
    union all
    select
        'language',
        2,
        l.name,
        normalized(l.language_code)
    from languages as l
    union all
    select
        u.kind,
        3,
        u.name,
        normalized(coalesce(c.name, u.code))
    from used_as_well as u
    left join countries as c on u.kind = 'country' and u.code = c.country_code
),

own_names (kind, name_key) as (
    select
        'genre',
        normalized(g.name)
    from genres as g
    union
    select
        'country',
        normalized(c.name)
    from countries as c
    union
    select
        'language',
        normalized(l.language_code)
    from languages as l
)

select
    n.kind,
    normalized(n.name) as name_key,
    n.name,
    n.own_key
from named as n
semi join own_names as o on n.kind = o.kind and n.own_key = o.name_key
anti join own_names as k on n.kind = k.kind and normalized(n.name) = k.name_key
where normalized(n.name) != ''
qualify row_number() over (partition by n.kind, normalized(n.name) order by n.preference asc, n.own_key asc, n.name asc) = 1
order by n.kind, name_key;

comment on table derived.other_names is 'Names of genres, countries and languages beside those in the data';
comment on column derived.other_names.kind is 'genre, country or language';
comment on column derived.other_names.name_key is 'Name without case, accents and outer spaces';
comment on column derived.other_names.name is 'Name as it is written';
comment on column derived.other_names.own_key is 'The folded name in the data, of a language the code, that it stands for';
