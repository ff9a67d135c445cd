-- Films by how many times they earned their cost, the best first; sort=return gives the worst.
--
-- Only films whose budget and revenue are known count. The floors keep out numbers that are typing errors, such as a budget of
-- one dollar.
--
-- /// endpoint
-- path = "/stats/returns"
-- answer = "many"
-- tag = "returns"
-- order = ["-return", "movie_id"]
-- page = 100
-- facets = ["genres"]
-- [parameters.min_budget]
-- about = "Only films whose budget is at least so many dollars; 10,000 if it is not given."
-- [parameters.min_revenue]
-- about = "Only films whose revenue is at least so many dollars; 10,000 if it is not given."
-- ///
-- /// columns
-- of = ["film_details"]
-- [columns.profit]
-- about = "Box office less cost in US dollars."
-- not_null = true
-- ///
create or replace macro film_returns(min_budget bigint := 10000, min_revenue bigint := 10000) as table
    select
        d.movie_id,
        d.title,
        d.release_year,
        d.genres,
        d.directors,
        d.budget,
        d.revenue,
        nearest_bigint(d.revenue::hugeint - d.budget) as profit,
        d."return",
        d.vote_average,
        d.vote_count
    from (select min_budget, min_revenue) as asked (budget, revenue)
    inner join derived.film_details as d on greatest(asked.budget, 1) <= d.budget and greatest(asked.revenue, 1) <= d.revenue;
