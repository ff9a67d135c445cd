-- The keywords of films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/keywords"
-- answer = "many"
-- tag = "keywords"
-- order = ["-films", "keyword_id"]
-- page = 100
-- ///
-- /// columns
-- of = ["keywords", "group_totals"]
-- [columns.name]
-- of = "keywords.name"
-- vocabulary = "keyword"
-- ///
create or replace macro list_keywords() as table
    select t.* exclude (kind, group_code) rename (group_id as keyword_id)
    from derived.group_totals as t
    where t.kind = 'keyword';
