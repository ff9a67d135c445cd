-- How many films were made in each language.
--
-- Codes that differ in case, accents or outer spaces only are one, written as it is for most films. What is counted stands
-- under names of the language as well (other_names).
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "language_code", "films"]
-- [references]
-- language_code = "languages.language_code"
-- ///
create or replace table derived.original_language_totals as
with keyed as (
    select
        normalized(l.language_code) as name_key,
        l.language_code,
        l.name,
        count(m.movie_id) as films
    from languages as l
    left join movies as m on l.language_code = m.original_language
    group by l.language_code, l.name
),

counted as (
    select
        k.name_key,
        k.language_code,
        k.name,
        sum(k.films) over (partition by k.name_key)::bigint as films
    from keyed as k
    qualify row_number() over (partition by k.name_key order by k.films desc, k.language_code asc) = 1
)

select
    c.name_key,
    c.language_code,
    c.name,
    c.films
from counted as c
union all
select
    o.name_key,
    c.language_code,
    c.name,
    c.films
from counted as c
inner join derived.other_names as o on o.kind = 'language' and c.name_key = o.own_key
order by name_key;

comment on table derived.original_language_totals is 'Films per original language';
comment on column derived.original_language_totals.name_key is 'Code, or a name of the language, without case and accents';
comment on column derived.original_language_totals.language_code is 'ISO 639-1 code (languages)';
comment on column derived.original_language_totals.name is 'Name in the language itself or in English, when it is known';
comment on column derived.original_language_totals.films is 'Number of films made in the language';
