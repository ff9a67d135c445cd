-- Which films belong to what they can be counted by: a genre, company, collection, country, language, keyword, year, director or
-- actor. A film stands in a group once.
--
-- A film belongs to the language that it was made in and to those that are spoken in it.
create or replace view derived.film_groups as
with languages_of (language_code, movie_id) as (
    select
        m.original_language,
        m.movie_id
    from movies as m
    where m.original_language is not null
    union
    select
        l.language_code,
        l.movie_id
    from movie_languages as l
)

select
    'genre' as kind,
    l.genre_id as group_id,
    null::varchar as group_code,
    l.movie_id
from movie_genres as l
union all
select
    'company' as kind,
    l.company_id as group_id,
    null as group_code,
    l.movie_id
from movie_companies as l
union all
select
    'collection' as kind,
    m.collection_id as group_id,
    null as group_code,
    m.movie_id
from movies as m
where m.collection_id is not null
union all
select
    'country' as kind,
    null as group_id,
    l.country_code as group_code,
    l.movie_id
from movie_countries as l
union all
select
    'language' as kind,
    null as group_id,
    l.language_code as group_code,
    l.movie_id
from languages_of as l
union all
select
    'keyword' as kind,
    l.keyword_id as group_id,
    null as group_code,
    l.movie_id
from movie_keywords as l
union all
select
    'year' as kind,
    m.release_year as group_id,
    null as group_code,
    m.movie_id
from movies as m
union all
select distinct
    'director' as kind,
    c.person_id as group_id,
    null as group_code,
    c.movie_id
from crew as c
where c.job = 'Director'
union all
select distinct
    'actor' as kind,
    c.person_id as group_id,
    null as group_code,
    c.movie_id
from "cast" as c;

comment on view derived.film_groups is 'Films by what they can be counted by';
comment on column derived.film_groups.kind is 'genre, company, collection, country, language, keyword, year, director or actor';
comment on column derived.film_groups.group_id is 'Id of the group, or the year; null where it has a code';
comment on column derived.film_groups.group_code is 'Code of the country or language; null where it has an id';
comment on column derived.film_groups.movie_id is 'The film (movies)';
