-- How many films were released in each month of the year, over all years.
--
-- /// endpoint
-- path = "/stats/films_per_month"
-- answer = "many"
-- order = ["month_number"]
-- ///
-- /// columns
-- [columns.month_number]
-- about = "Month, 1 to 12."
-- not_null = true
-- [columns.name]
-- about = "Name of the month in English."
-- not_null = true
-- [columns.films]
-- about = "Number of films released in it, over all years."
-- not_null = true
-- ///
create or replace macro films_per_month() as table
    with months as (
        select unnest(range(1, 13))::integer as month_number
    )

    select
        n.month_number,
        monthname(make_date(2000, n.month_number, 1)) as name,
        count(m.movie_id) as films
    from months as n
    left join movies as m on n.month_number = month(m.release_date)
    group by n.month_number
    order by n.month_number;
