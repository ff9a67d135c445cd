-- How the names that lists of films are filtered by are written in the data: of a name in Spanish too, and of names that differ
-- in case or accents all. A filter that looks for these in a list need not fold what stands in it.
--
-- /// table
-- key = ["kind", "name_key"]
-- not_null = ["names", "names[]"]
-- ///
create or replace table derived.written_names as
with written (kind, name) as (
    select 'genre', g.name from genres as g
    union all
    select 'keyword', k.name from keywords as k
    union all
    select 'company', c.name from companies as c
    union all
    select 'country', c.name from countries as c
    union all
    select 'language', l.language_code from languages as l
),

written_so as (
    select
        w.kind,
        normalized_column(w.name) as own_key,
        list_sort(list(distinct w.name)) as names
    from written as w
    where w.name is not null
    group by w.kind, normalized_column(w.name)
)

select
    v.kind,
    v.name_key,
    w.names
from derived.vocabulary as v
inner join written_so as w on v.kind = w.kind and v.own_key = w.own_key
order by v.kind asc, v.name_key asc;

comment on table derived.written_names is 'How names that lists are filtered by are written in the data';
comment on column derived.written_names.kind is 'genre, keyword, company, country or language';
comment on column derived.written_names.name_key is
'The name, also one in Spanish, without case, accents and outer spaces (vocabulary)';
comment on column derived.written_names.names is 'All that it is written as in lists of films';
