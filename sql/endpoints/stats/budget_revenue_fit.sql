-- How far budget and revenue go together: Pearson's correlation of the amounts and of their logarithms, and Spearman's of their
-- ranks; and how many films made more than they cost.
--
-- Only films whose budget and revenue are known count, and the floors keep out numbers that are typing errors. Equal amounts
-- share the mean of their ranks. A correlation is null where an amount does not vary.
--
-- /// endpoint
-- path = "/stats/budget_revenue_fit"
-- answer = "one"
-- tag = "returns"
-- [parameters.min_budget]
-- about = "Only films whose budget is at least so many dollars; 10,000 if it is not given."
-- [parameters.min_revenue]
-- about = "Only films whose revenue is at least so many dollars; 10,000 if it is not given."
-- ///
-- /// columns
-- [columns.films]
-- about = "Number of films that count."
-- not_null = true
-- [columns.films_in_profit]
-- about = "Number of those that made more than they cost."
-- not_null = true
-- [columns.pearson]
-- about = "Pearson's correlation of the amounts, from -1 to 1; null where one does not vary."
-- [columns.pearson_of_logarithms]
-- about = "Pearson's correlation of their logarithms, from -1 to 1; null where one does not vary."
-- [columns.spearman]
-- about = "Spearman's correlation of their ranks, from -1 to 1; null where one does not vary."
-- ///
create or replace macro budget_revenue_fit(min_budget bigint := 10000, min_revenue bigint := 10000) as table
    with amounts as (
        select
            m.movie_id,
            m.budget::double as budget,
            m.revenue::double as revenue,
            rank() over (order by m.budget) + (count(*) over (partition by m.budget) - 1) / 2 as budget_rank,
            rank() over (order by m.revenue) + (count(*) over (partition by m.revenue) - 1) / 2 as revenue_rank
        from (select min_budget, min_revenue) as asked (budget, revenue)
        inner join movies as m on greatest(asked.budget, 1) <= m.budget and greatest(asked.revenue, 1) <= m.revenue
    ),

    correlated as (
        select
            count(*) as films,
            count_if(a.revenue > a.budget) as films_in_profit,
            corr(a.budget, a.revenue order by a.movie_id) as pearson,
            corr(log10(a.budget), log10(a.revenue) order by a.movie_id) as pearson_of_logarithms,
            corr(a.budget_rank, a.revenue_rank order by a.movie_id) as spearman
        from amounts as a
    )

    select
        c.films,
        c.films_in_profit::bigint as films_in_profit,
        case when isfinite(c.pearson) then round(c.pearson, 6) end as pearson,
        case when isfinite(c.pearson_of_logarithms) then round(c.pearson_of_logarithms, 6) end as pearson_of_logarithms,
        case when isfinite(c.spearman) then round(c.spearman, 6) end as spearman
    from correlated as c
    where c.films > 0;
