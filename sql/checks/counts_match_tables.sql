-- A table has as many rows as were kept for it.
with found (table_name, found_rows) as (
    select
        'movies',
        count(*)
    from movies
    union all
    select
        'movie_genres',
        count(*)
    from movie_genres
    union all
    select
        'movie_companies',
        count(*)
    from movie_companies
    union all
    select
        'movie_countries',
        count(*)
    from movie_countries
    union all
    select
        'movie_languages',
        count(*)
    from movie_languages
    union all
    select
        'movie_keywords',
        count(*)
    from movie_keywords
    union all
    select
        'cast',
        count(*)
    from "cast"
    union all
    select
        'crew',
        count(*)
    from crew
    union all
    select
        'ratings',
        count(*)
    from ratings
    union all
    select
        'movielens_links',
        count(*)
    from movielens_links
)

select
    f.table_name,
    f.found_rows,
    coalesce(sum(c.kept), 0) as kept
from found as f
left join build_counts as c on f.table_name = c.table_name
group by f.table_name, f.found_rows
having f.found_rows != coalesce(sum(c.kept), 0)
order by f.table_name;
