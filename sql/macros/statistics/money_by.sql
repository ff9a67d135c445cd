-- Money of groups of films of one kind (film_groups): sums, the return of all money together, and the mean and the median return.
--
-- Only films whose budget is known to be at least so much count, and whose revenue is known; groups of fewer such films are left
-- out.
--
-- /// columns
-- [columns.films]
-- about = "Number of films whose money is known and that reach the floors."
-- not_null = true
-- [columns.budget]
-- about = "Cost of these films in US dollars."
-- not_null = true
-- [columns.revenue]
-- about = "Box office of these films in US dollars."
-- not_null = true
-- [columns.profit]
-- about = "Box office less cost of these films in US dollars."
-- not_null = true
-- [columns.return]
-- about = "Revenue / budget of all their money together."
-- not_null = true
-- [columns.return_mean]
-- about = "Mean of the returns of the films."
-- not_null = true
-- [columns.return_median]
-- about = "Median of the returns of the films."
-- not_null = true
-- ///
-- /// macro
-- examples = [
--     { asked_kind = "genre", min_films = 1, min_budget = 1 },
--     { asked_kind = "actor", min_films = 2, min_budget = 1000000 },
--     { asked_kind = "nothing", min_films = 1, min_budget = 1 },
-- ]
-- ///
create or replace macro money_by(asked_kind varchar, min_films integer, min_budget bigint) as table
    with sums as (
        select
            g.group_id,
            g.group_code,
            count(*) as films,
            nearest_bigint(sum(m.budget)) as budget,
            nearest_bigint(sum(m.revenue)) as revenue,
            nearest_bigint(sum(m.revenue) - sum(m.budget)) as profit,
            sum(m.revenue)::double / sum(m.budget) as "return",
            exact_sum(m.revenue / m.budget) / count(*) as return_mean,
            median(m.revenue / m.budget) as return_median
        from (select asked_kind, min_budget) as asked (kind, budget)
        inner join derived.film_groups as g on asked.kind = g.kind
        inner join movies as m on g.movie_id = m.movie_id and greatest(asked.budget, 1) <= m.budget
        where m.revenue > 0
        group by g.group_id, g.group_code
    )

    select s.*
    from (select min_films) as asked (films)
    inner join sums as s on asked.films <= s.films;
