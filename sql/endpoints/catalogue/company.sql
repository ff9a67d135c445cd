-- A production company: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/companies/{company}"
-- answer = "one"
-- tag = "companies"
-- [parameters.company]
-- about = "Id of the company (company_id)."
-- example = 3
-- ///
-- /// columns
-- of = ["list_companies()"]
-- ///
create or replace macro company(company integer) as table
    select t.*
    from (select company) as asked (company_id)
    inner join list_companies() as t on asked.company_id = t.company_id;
