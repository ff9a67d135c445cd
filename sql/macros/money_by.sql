-- Money of groups of films of one kind (film_groups): sums, the return of all money together, and the mean and the median return.
--
-- Only films whose budget is known to be at least so much count, and whose revenue is known; groups of fewer such films are left
-- out.
create or replace macro money_by(asked_kind varchar, least_films integer, least_budget bigint) as table
    with sums as (
        select
            g.group_id,
            g.group_code,
            count(*) as films,
            sum(m.budget)::bigint as budget,
            sum(m.revenue)::bigint as revenue,
            sum(m.revenue - m.budget)::bigint as profit,
            sum(m.revenue)::double / sum(m.budget) as "return",
            avg(m."return") as return_mean,
            median(m."return") as return_median
        from film_groups as g
        inner join movies as m on g.movie_id = m.movie_id
        where g.kind = asked_kind and m.budget >= greatest(least_budget, 1) and m.revenue > 0
        group by g.group_id, g.group_code
    )

    select s.*
    from sums as s
    where s.films >= least_films;
