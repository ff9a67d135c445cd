-- How many films were released in a month. All years count, unless one is named.
--
-- A month without films has a count of 0.
--
-- /// endpoint
-- path    = "/movies_in_month/{month}"
-- aliases = ["/month_count/{month}"]
-- answer  = "one"
-- [parameters.month]
-- about      = "Month in Spanish."
-- example    = "enero"
-- vocabulary = "month"
-- closed     = true
-- [parameters.asked_year]
-- about = "Only films of this year."
-- ///
create or replace macro movies_in_month(month varchar, asked_year smallint := null) as table
    select m.name as mes, count(movies.id) as cantidad
    from month_names() as m
    left join movies
        on
            month(movies.release_date) = m.month_number
            and (asked_year is null or year(movies.release_date) = asked_year)
    where m.name = lower(month)
    group by all;
