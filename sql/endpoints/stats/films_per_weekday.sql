-- How many films were released on each day of the week, over all years; 1 is Monday.
--
-- /// endpoint
-- path = "/stats/films_per_weekday"
-- answer = "many"
-- order = ["weekday_number"]
-- ///
-- /// columns
-- [columns.weekday_number]
-- about = "Day, 1 Monday to 7 Sunday."
-- not_null = true
-- [columns.name]
-- about = "Name of the day in English."
-- not_null = true
-- [columns.films]
-- about = "Number of films released on it, over all years."
-- not_null = true
-- ///
create or replace macro films_per_weekday() as table
    with weekdays as (
        select unnest(range(1, 8))::integer as weekday_number
    )

    select
        d.weekday_number,
        dayname(make_date(2001, 1, d.weekday_number)) as name,
        count(m.movie_id) as films
    from weekdays as d
    left join movies as m on d.weekday_number = isodow(m.release_date)
    group by d.weekday_number
    order by d.weekday_number;
