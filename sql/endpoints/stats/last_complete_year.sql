-- The last year of which the catalogue seems to have all films, and how many it has of later years. Charts by year must not read
-- the fall after it as a fall in the number of films made.
--
-- That is the last year with at least half as many films as the five years before it have on average.
--
-- /// endpoint
-- path = "/stats/last_complete_year"
-- answer = "one"
-- ///
-- /// columns
-- [columns.release_year]
-- about = "The last complete year."
-- not_null = true
-- [columns.films]
-- about = "Number of films released in it."
-- not_null = true
-- [columns.films_after]
-- about = "Number of films released in later years."
-- not_null = true
-- ///
create or replace macro last_complete_year() as table
    with years as (
        select
            y.release_year,
            y.films,
            avg(y.films) over (order by y.release_year rows between 5 preceding and 1 preceding) as films_before,
            sum(y.films) over (order by y.release_year rows between 1 following and unbounded following) as films_after
        from films_per_year() as y
    )

    select
        y.release_year,
        y.films,
        coalesce(y.films_after, 0)::bigint as films_after
    from years as y
    where y.films > 0 and y.films >= coalesce(y.films_before, 0) / 2
    order by y.release_year desc
    limit 1;
