-- The countries that produced films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/countries"
-- answer = "many"
-- tag = "countries"
-- order = ["-films", "country_code"]
-- page = 100
-- ///
-- /// columns
-- of = ["countries", "group_totals"]
-- [columns.name]
-- of = "countries.name"
-- vocabulary = "country"
-- ///
create or replace macro list_countries() as table
    select t.* exclude (kind, group_id) rename (group_code as country_code)
    from derived.group_totals as t
    where t.kind = 'country';
