-- How many films were released in each year, from the first year to the last. A year without films has 0.
--
-- /// endpoint
-- path = "/stats/films_per_year"
-- answer = "many"
-- order = ["release_year"]
-- page = 1000
-- ///
-- /// columns
-- [columns.release_year]
-- about = "Year of release."
-- not_null = true
-- [columns.films]
-- about = "Number of films released in it."
-- not_null = true
-- ///
create or replace macro films_per_year() as table
    with years as (
        select unnest(range(min(m.release_year), max(m.release_year) + 1))::integer as release_year
        from movies as m
        where m.release_year between 1 and 9999
        union
        select m.release_year
        from movies as m
    )

    select
        y.release_year,
        count(m.movie_id) as films
    from years as y
    left join movies as m on y.release_year = m.release_year
    group by y.release_year
    order by y.release_year;
