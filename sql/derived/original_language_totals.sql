-- How many films were made in each language.
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "language_code", "films"]
-- [references]
-- language_code = "languages.language_code"
-- ///
create or replace table original_language_totals as
select
    normalized(l.language_code) as name_key,
    l.language_code,
    l.name,
    count(m.movie_id) as films
from languages as l
left join movies as m on l.language_code = m.original_language
group by l.language_code, l.name
order by name_key, l.language_code;

comment on table original_language_totals is 'Films per original language';
comment on column original_language_totals.name_key is 'Code without case';
comment on column original_language_totals.language_code is 'ISO 639-1 code (languages)';
comment on column original_language_totals.name is 'Name in the language itself, when it is known';
comment on column original_language_totals.films is 'Number of films made in the language';
