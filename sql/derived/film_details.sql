-- All that there is to say of a film, in one row; what lists and pages of films show.
--
-- Ids and names of one thing are parallel lists, for names are what lists are filtered by and ids what they lead to. Sorted
-- lists are made several times faster than lists that are collected in an order.
--
-- /// table
-- key = ["movie_id"]
-- looked_up_by = "movie_id"
-- not_null = [
--     "movie_id", "title", "release_date", "release_year", "genre_ids", "genre_ids[]", "genres", "director_ids",
--     "director_ids[]", "directors", "directors[]", "lead_ids", "lead_ids[]", "leading_cast", "leading_cast[]",
--     "lead_characters", "lead_places", "company_ids", "company_ids[]", "companies", "country_codes", "country_codes[]",
--     "countries", "language_codes", "language_codes[]", "languages", "keyword_ids", "keyword_ids[]", "keywords", "budget",
--     "revenue", "return", "weighted_rating",
-- ]
-- [references]
-- movie_id = "movies.movie_id"
-- original_language = "languages.language_code"
-- collection_id = "collections.collection_id"
-- "genre_ids[]" = "genres.genre_id"
-- "director_ids[]" = "people.person_id"
-- "lead_ids[]" = "people.person_id"
-- "company_ids[]" = "companies.company_id"
-- "country_codes[]" = "countries.country_code"
-- "language_codes[]" = "languages.language_code"
-- "keyword_ids[]" = "keywords.keyword_id"
-- ///
create or replace table derived.film_details as
with genres_of as (
    select
        l.movie_id,
        list_sort(list({ 'position': l.position, 'id': g.genre_id, 'name': g.name })) as entries
    from movie_genres as l
    inner join genres as g on l.genre_id = g.genre_id
    group by l.movie_id
),

companies_of as (
    select
        l.movie_id,
        list_sort(list({ 'position': l.position, 'id': c.company_id, 'name': c.name })) as entries
    from movie_companies as l
    inner join companies as c on l.company_id = c.company_id
    group by l.movie_id
),

countries_of as (
    select
        l.movie_id,
        list_sort(list({ 'position': l.position, 'code': c.country_code, 'name': c.name })) as entries
    from movie_countries as l
    inner join countries as c on l.country_code = c.country_code
    group by l.movie_id
),

languages_of as (
    select
        l.movie_id,
        list_sort(list({ 'position': l.position, 'code': s.language_code, 'name': s.name })) as entries
    from movie_languages as l
    inner join languages as s on l.language_code = s.language_code
    group by l.movie_id
),

keywords_of as (
    select
        l.movie_id,
        list_sort(list({ 'position': l.position, 'id': k.keyword_id, 'name': k.name })) as entries
    from movie_keywords as l
    inner join keywords as k on l.keyword_id = k.keyword_id
    group by l.movie_id
)

select
    m.movie_id,
    m.title,
    m.release_date,
    m.release_year,
    m.status,
    m.runtime,
    m.original_language,
    o.name as original_language_name,
    m.collection_id,
    c.name as collection_name,
    coalesce(list_transform(g.entries, lambda e: e.id), []) as genre_ids,
    coalesce(list_transform(g.entries, lambda e: e.name), []) as genres,
    f.director_ids,
    f.directors,
    f.lead_ids,
    f.leading_cast,
    f.lead_characters,
    f.lead_places,
    coalesce(list_transform(p.entries, lambda e: e.id), []) as company_ids,
    coalesce(list_transform(p.entries, lambda e: e.name), []) as companies,
    coalesce(list_transform(n.entries, lambda e: e.code), []) as country_codes,
    coalesce(list_transform(n.entries, lambda e: e.name), []) as countries,
    coalesce(list_transform(s.entries, lambda e: e.code), []) as language_codes,
    coalesce(list_transform(s.entries, lambda e: e.name), []) as languages,
    coalesce(list_transform(k.entries, lambda e: e.id), []) as keyword_ids,
    coalesce(list_transform(k.entries, lambda e: e.name), []) as keywords,
    m.budget,
    m.revenue,
    coalesce(finite(m."return"), 0) as "return",
    finite(m.popularity) as popularity,
    finite(m.vote_average) as vote_average,
    m.vote_count,
    w.weighted_rating,
    m.tagline,
    m.overview,
    i.poster_path
from movies as m
inner join derived.weighted_ratings as w on m.movie_id = w.movie_id
inner join derived.film_makers as f on m.movie_id = f.movie_id
left join collections as c on m.collection_id = c.collection_id
left join languages as o on m.original_language = o.language_code
left join genres_of as g on m.movie_id = g.movie_id
left join companies_of as p on m.movie_id = p.movie_id
left join countries_of as n on m.movie_id = n.movie_id
left join languages_of as s on m.movie_id = s.movie_id
left join keywords_of as k on m.movie_id = k.movie_id
left join posters as i on m.movie_id = i.movie_id
order by m.movie_id;

comment on table derived.film_details is 'All that there is to say of a film, in one row';
comment on column derived.film_details.movie_id is 'TMDB id of the film (movies)';
comment on column derived.film_details.title is 'Title as released in English-speaking countries, else the original title';
comment on column derived.film_details.release_date is 'First release';
comment on column derived.film_details.release_year is 'Year of release';
comment on column derived.film_details.status is 'Stage of production, such as Released or Rumored';
comment on column derived.film_details.runtime is 'Length in minutes';
comment on column derived.film_details.original_language is 'ISO 639-1 code of the language it was made in';
comment on column derived.film_details.original_language_name is
'Name of the language it was made in, in itself, when it is known';
comment on column derived.film_details.collection_id is 'The series it belongs to (collections)';
comment on column derived.film_details.collection_name is 'Name of the series';
comment on column derived.film_details.genre_ids is 'Ids of its genres (genres)';
comment on column derived.film_details.genres is 'Names of its genres';
comment on column derived.film_details.director_ids is 'Ids of its directors (people), in the order of their names';
comment on column derived.film_details.directors is 'Names of its directors';
comment on column derived.film_details.lead_ids is 'Ids of the first five of its cast (people)';
comment on column derived.film_details.leading_cast is 'Names of the first five of its cast';
comment on column derived.film_details.lead_characters is 'Names of the roles of its leading cast';
comment on column derived.film_details.lead_places is 'Places of its leading cast in the credits, from 0 for the leading role';
comment on column derived.film_details.company_ids is 'Ids of the companies that produced it (companies)';
comment on column derived.film_details.companies is 'Names of the companies that produced it';
comment on column derived.film_details.country_codes is 'ISO 3166-1 codes of the countries that produced it (countries)';
comment on column derived.film_details.countries is 'Names in English of the countries that produced it';
comment on column derived.film_details.language_codes is 'ISO 639-1 codes of the languages spoken in it (languages)';
comment on column derived.film_details.languages is
'Names of the languages spoken in it, in themselves, null where it is not known';
comment on column derived.film_details.keyword_ids is 'Ids of its keywords (keywords)';
comment on column derived.film_details.keywords is 'Its keywords';
comment on column derived.film_details.budget is 'Cost in US dollars; 0 when unknown';
comment on column derived.film_details.revenue is 'Box office in US dollars; 0 when unknown';
comment on column derived.film_details."return" is 'revenue / budget; 0 where the budget is 0';
comment on column derived.film_details.popularity is 'TMDB popularity score, from 0';
comment on column derived.film_details.vote_average is 'Mean vote, from 0 to 10';
comment on column derived.film_details.vote_count is 'Number of votes';
comment on column derived.film_details.weighted_rating is 'IMDB weighted rating, from 0 to 10';
comment on column derived.film_details.tagline is 'Advertising line';
comment on column derived.film_details.overview is 'Plot in a few sentences';
comment on column derived.film_details.poster_path is 'Path of the poster on the TMDB image server';
