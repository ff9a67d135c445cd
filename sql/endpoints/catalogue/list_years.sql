-- The years of release, from the first to the last: films, money and votes. Years without films are not there.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/years"
-- answer = "many"
-- tag = "years"
-- order = ["release_year"]
-- page = 1000
-- ///
-- /// columns
-- of = ["group_totals"]
-- [columns.release_year]
-- about = "Year of release."
-- not_null = true
-- ///
create or replace macro list_years() as table
    select t.* exclude (kind, group_code, name, first_year, last_year) rename (group_id as release_year)
    from derived.group_totals as t
    where t.kind = 'year'
    order by t.group_id;
