-- What the films of each year of release cost and made.
--
-- Only films whose budget and revenue are known count, and the floor keeps out budgets that are typing errors. The return is that
-- of all their money together; the mean and the median are those of the returns of the films.
--
-- /// endpoint
-- path = "/stats/returns_by_year"
-- answer = "many"
-- tag = "returns"
-- order = ["release_year"]
-- page = 1000
-- [parameters.min_films]
-- about = "Only years with so many such films; 1 if it is not given."
-- [parameters.min_budget]
-- about = "Only films whose budget is at least so many dollars; 10,000 if it is not given."
-- ///
-- /// columns
-- of = ["money_by()"]
-- [columns.release_year]
-- about = "Year of release."
-- not_null = true
-- ///
create or replace macro returns_by_year(min_films integer := 1, min_budget bigint := 10000) as table
    select
        g.group_id as release_year,
        g.films,
        g.budget,
        g.revenue,
        g.profit,
        g."return",
        g.return_mean,
        g.return_median
    from money_by('year', min_films, min_budget) as g;
