-- Films, money and votes of every language: films that were made in it, and films in which it is spoken.
--
-- /// table
-- key = ["language_code"]
-- not_null = [
--     "language_code", "films", "films_made", "films_spoken", "films_with_money", "budget", "revenue", "return",
--     "vote_count", "first_year", "last_year",
-- ]
-- [references]
-- language_code = "languages.language_code"
-- ///
create or replace table derived.language_totals as
with made as (
    select
        m.original_language as language_code,
        count(*) as films
    from movies as m
    group by m.original_language
),

spoken as (
    select
        l.language_code,
        count(*) as films
    from movie_languages as l
    group by l.language_code
)

select
    t.group_code as language_code,
    t.name,
    t.films,
    coalesce(m.films, 0) as films_made,
    coalesce(s.films, 0) as films_spoken,
    t.* exclude (kind, group_id, group_code, name, films)
from derived.group_totals as t
left join made as m on t.group_code = m.language_code
left join spoken as s on t.group_code = s.language_code
where t.kind = 'language'
order by t.group_code;

comment on table derived.language_totals is 'Films, money and votes of every language';
comment on column derived.language_totals.language_code is 'ISO 639-1 code (languages)';
comment on column derived.language_totals.name is 'Name in the language itself or in English, when it is known';
comment on column derived.language_totals.films is 'Number of films made in it or in which it is spoken';
comment on column derived.language_totals.films_made is 'Number of films made in it (original language)';
comment on column derived.language_totals.films_spoken is 'Number of films in which it is spoken';
comment on column derived.language_totals.films_with_money is 'Number of films whose budget and revenue are both known';
comment on column derived.language_totals.budget is 'Cost of all films in US dollars; unknown counts as 0';
comment on column derived.language_totals.revenue is 'Box office of all films in US dollars; unknown counts as 0';
comment on column derived.language_totals."return" is 'Revenue / budget of the films whose money is known; 0 where there is none';
comment on column derived.language_totals.vote_count is 'Number of votes of all films';
comment on column derived.language_totals.vote_average is 'Mean of all votes; null where there is none';
comment on column derived.language_totals.first_year is 'Year of the first release';
comment on column derived.language_totals.last_year is 'Year of the last release';
