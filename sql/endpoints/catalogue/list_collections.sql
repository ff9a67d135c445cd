-- The series of films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/collections"
-- answer = "many"
-- tag = "collections"
-- order = ["-films", "collection_id"]
-- page = 100
-- ///
-- /// columns
-- of = ["collections", "group_totals"]
-- [columns.name]
-- of = "collections.name"
-- vocabulary = "collection"
-- ///
create or replace macro list_collections() as table
    select t.* exclude (kind, group_code) rename (group_id as collection_id)
    from derived.group_totals as t
    where t.kind = 'collection';
