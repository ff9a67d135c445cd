-- The companies that produced films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/companies"
-- answer = "many"
-- order = ["-films", "company_id"]
-- page = 100
-- ///
create or replace macro list_companies() as table
    select
        t.group_id as company_id,
        t.name,
        t.films,
        t.films_with_money,
        t.budget,
        t.revenue,
        t."return",
        t.vote_count,
        t.vote_average,
        t.first_year,
        t.last_year
    from group_totals as t
    where t.kind = 'company';
