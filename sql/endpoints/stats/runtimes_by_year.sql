-- How long the films of each year are, in minutes: the mean, the median, and the quartiles, between which half of them are.
--
-- Films without a known runtime do not count.
--
-- /// endpoint
-- path = "/stats/runtimes_by_year"
-- answer = "many"
-- order = ["release_year"]
-- page = 1000
-- ///
-- /// columns
-- [columns.release_year]
-- about = "Year of release."
-- not_null = true
-- [columns.films]
-- about = "Number of films whose runtime is known."
-- not_null = true
-- [columns.runtime_mean]
-- about = "Mean length in minutes."
-- not_null = true
-- [columns.lower_quartile]
-- about = "A quarter of the films are at most so many minutes long."
-- not_null = true
-- [columns.runtime_median]
-- about = "Half of the films are at most so many minutes long."
-- not_null = true
-- [columns.upper_quartile]
-- about = "Three quarters of the films are at most so many minutes long."
-- not_null = true
-- ///
create or replace macro runtimes_by_year() as table
    select
        m.release_year,
        count(*) as films,
        sum(m.runtime)::double / count(*) as runtime_mean,
        quantile_cont(m.runtime, 0.25)::double as lower_quartile,
        median(m.runtime)::double as runtime_median,
        quantile_cont(m.runtime, 0.75)::double as upper_quartile
    from movies as m
    where m.runtime > 0
    group by m.release_year
    order by m.release_year;
