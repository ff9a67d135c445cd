-- Every key names one row.
select
    'movies' as table_name,
    t.movie_id::varchar as key,
    count(*) as rows_found
from movies as t
group by t.movie_id
having count(*) > 1
union all
select
    'genres' as table_name,
    t.genre_id::varchar as key,
    count(*) as rows_found
from genres as t
group by t.genre_id
having count(*) > 1
union all
select
    'collections' as table_name,
    t.collection_id::varchar as key,
    count(*) as rows_found
from collections as t
group by t.collection_id
having count(*) > 1
union all
select
    'companies' as table_name,
    t.company_id::varchar as key,
    count(*) as rows_found
from companies as t
group by t.company_id
having count(*) > 1
union all
select
    'countries' as table_name,
    t.country_code::varchar as key,
    count(*) as rows_found
from countries as t
group by t.country_code
having count(*) > 1
union all
select
    'languages' as table_name,
    t.language_code::varchar as key,
    count(*) as rows_found
from languages as t
group by t.language_code
having count(*) > 1
union all
select
    'keywords' as table_name,
    t.keyword_id::varchar as key,
    count(*) as rows_found
from keywords as t
group by t.keyword_id
having count(*) > 1
union all
select
    'people' as table_name,
    t.person_id::varchar as key,
    count(*) as rows_found
from people as t
group by t.person_id
having count(*) > 1
union all
select
    'cast' as table_name,
    t.credit_id::varchar as key,
    count(*) as rows_found
from "cast" as t
group by t.credit_id
having count(*) > 1
union all
select
    'crew' as table_name,
    t.credit_id::varchar as key,
    count(*) as rows_found
from crew as t
group by t.credit_id
having count(*) > 1
union all
select
    'posters' as table_name,
    t.movie_id::varchar as key,
    count(*) as rows_found
from posters as t
group by t.movie_id
having count(*) > 1
union all
select
    'movielens_links' as table_name,
    t.movielens_id::varchar as key,
    count(*) as rows_found
from movielens_links as t
group by t.movielens_id
having count(*) > 1
union all
select
    'ratings' as table_name,
    format('{} {}', t.user_id, t.movie_id) as key,
    count(*) as rows_found
from ratings as t
group by t.user_id, t.movie_id
having count(*) > 1
order by table_name, key;
