-- Every id that points to another table is found there.
select distinct
    'movies' as table_name,
    'collection_id' as column_name,
    t.collection_id::varchar as missing_id
from movies as t
anti join collections as o on t.collection_id = o.collection_id
where t.collection_id is not null
union all
select distinct
    'movies' as table_name,
    'original_language' as column_name,
    t.original_language as missing_id
from movies as t
anti join languages as o on t.original_language = o.language_code
where t.original_language is not null
union all
select distinct
    'movie_genres' as table_name,
    'genre_id' as column_name,
    t.genre_id::varchar as missing_id
from movie_genres as t
anti join genres as o on t.genre_id = o.genre_id
where t.genre_id is not null
union all
select distinct
    'movie_companies' as table_name,
    'company_id' as column_name,
    t.company_id::varchar as missing_id
from movie_companies as t
anti join companies as o on t.company_id = o.company_id
where t.company_id is not null
union all
select distinct
    'movie_countries' as table_name,
    'country_code' as column_name,
    t.country_code::varchar as missing_id
from movie_countries as t
anti join countries as o on t.country_code = o.country_code
where t.country_code is not null
union all
select distinct
    'movie_languages' as table_name,
    'language_code' as column_name,
    t.language_code::varchar as missing_id
from movie_languages as t
anti join languages as o on t.language_code = o.language_code
where t.language_code is not null
union all
select distinct
    'movie_keywords' as table_name,
    'keyword_id' as column_name,
    t.keyword_id::varchar as missing_id
from movie_keywords as t
anti join keywords as o on t.keyword_id = o.keyword_id
where t.keyword_id is not null
union all
select distinct
    'cast' as table_name,
    'person_id' as column_name,
    t.person_id::varchar as missing_id
from "cast" as t
anti join people as o on t.person_id = o.person_id
where t.person_id is not null
union all
select distinct
    'crew' as table_name,
    'person_id' as column_name,
    t.person_id::varchar as missing_id
from crew as t
anti join people as o on t.person_id = o.person_id
where t.person_id is not null
union all
select distinct
    'movie_genres' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movie_genres as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'movie_companies' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movie_companies as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'movie_countries' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movie_countries as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'movie_languages' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movie_languages as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'movie_keywords' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movie_keywords as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'cast' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from "cast" as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'crew' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from crew as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'posters' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from posters as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'ratings' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from ratings as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'movielens_links' as table_name,
    'movie_id' as column_name,
    t.movie_id::varchar as missing_id
from movielens_links as t
anti join movies as o on t.movie_id = o.movie_id
where t.movie_id is not null
union all
select distinct
    'person_names' as table_name,
    'person_id' as column_name,
    t.person_id::varchar as missing_id
from person_names as t
anti join people as o on t.person_id = o.person_id
order by table_name, column_name, missing_id;
