-- The companies that produced films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/companies"
-- answer = "many"
-- tag = "companies"
-- order = ["-films", "company_id"]
-- page = 100
-- ///
-- /// columns
-- of = ["companies", "group_totals"]
-- [columns.name]
-- of = "companies.name"
-- vocabulary = "company"
-- ///
create or replace macro list_companies() as table
    select t.* exclude (kind, group_code) rename (group_id as company_id)
    from derived.group_totals as t
    where t.kind = 'company';
