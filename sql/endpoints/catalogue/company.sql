-- A production company: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/companies/{company}"
-- answer = "one"
-- [parameters.company]
-- about = "Id of the company (company_id)."
-- example = 3
-- ///
create or replace macro company(company integer) as table
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
    where t.kind = 'company' and t.group_id = company;
