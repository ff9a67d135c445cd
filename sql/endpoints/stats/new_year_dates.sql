-- How many films are dated the first of January, beside those of the other days of that month. A date of which only the year was
-- known is often written that way, so that January seems to have more films than it has.
--
-- /// endpoint
-- path = "/stats/new_year_dates"
-- answer = "one"
-- ///
-- /// columns
-- [columns.films]
-- about = "Number of films dated the first of January."
-- not_null = true
-- [columns.films_of_other_days]
-- about = "Number of films dated another day of January."
-- not_null = true
-- ///
create or replace macro new_year_dates() as table
    select
        count_if(day(m.release_date) = 1)::bigint as films,
        count_if(day(m.release_date) > 1)::bigint as films_of_other_days
    from movies as m
    where month(m.release_date) = 1
    having count(*) > 0;
