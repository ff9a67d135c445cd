-- What the films of each actor cost and made, the best first.
--
-- Only films whose budget and revenue are known count, and the floor keeps out budgets that are typing errors. The return is that
-- of all their money together; the mean and the median are those of the returns of the films.
--
-- /// endpoint
-- path = "/stats/returns_by_actor"
-- answer = "many"
-- tag = "returns"
-- order = ["-return", "person_id"]
-- page = 100
-- [parameters.min_films]
-- about = "Only actors with so many such films; 5 if it is not given."
-- [parameters.min_budget]
-- about = "Only films whose budget is at least so many dollars; 10,000 if it is not given."
-- ///
-- /// columns
-- of = ["people", "money_by()"]
-- ///
create or replace macro returns_by_actor(min_films integer := 5, min_budget bigint := 10000) as table
    select
        g.group_id as person_id,
        n.name,
        g.films,
        g.budget,
        g.revenue,
        g.profit,
        g."return",
        g.return_mean,
        g.return_median
    from money_by('actor', min_films, min_budget) as g
    inner join people as n on g.group_id = n.person_id;
