-- How many films cost and made about how much: a grid of budgets and revenues, whose steps grow by a quarter of a power of ten.
--
-- A cell holds the amounts from its lower bound to below its upper bound; cells without films are left out. Only films whose
-- budget and revenue are known count, and the floors keep out numbers that are typing errors.
--
-- /// endpoint
-- path = "/stats/budget_revenue_grid"
-- answer = "many"
-- tag = "returns"
-- order = ["from_budget", "from_revenue"]
-- page = 1000
-- [parameters.min_budget]
-- about = "Only films whose budget is at least so many dollars; 10,000 if it is not given."
-- [parameters.min_revenue]
-- about = "Only films whose revenue is at least so many dollars; 10,000 if it is not given."
-- ///
-- /// columns
-- [columns.from_budget]
-- about = "Least budget of the cell in US dollars."
-- not_null = true
-- [columns.to_budget]
-- about = "The budgets of the cell are below this."
-- not_null = true
-- [columns.from_revenue]
-- about = "Least revenue of the cell in US dollars."
-- not_null = true
-- [columns.to_revenue]
-- about = "The revenues of the cell are below this."
-- not_null = true
-- [columns.films]
-- about = "Number of films in the cell."
-- not_null = true
-- ///
create or replace macro budget_revenue_grid(min_budget bigint := 10000, min_revenue bigint := 10000) as table
    with cells as (
        select
            floor(log10(m.budget) * 4 + 1e-9)::integer as budget_step,
            floor(log10(m.revenue) * 4 + 1e-9)::integer as revenue_step,
            count(*) as films
        from (select min_budget, min_revenue) as asked (budget, revenue)
        inner join movies as m on greatest(asked.budget, 1) <= m.budget and greatest(asked.revenue, 1) <= m.revenue
        group by all
    )

    select
        10::double ** (c.budget_step / 4) as from_budget,
        10::double ** ((c.budget_step + 1) / 4) as to_budget,
        10::double ** (c.revenue_step / 4) as from_revenue,
        10::double ** ((c.revenue_step + 1) / 4) as to_revenue,
        c.films
    from cells as c
    order by c.budget_step, c.revenue_step;
