-- A series of films: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/collections/{collection}"
-- answer = "one"
-- tag = "collections"
-- [parameters.collection]
-- about = "Id of the collection (collection_id)."
-- example = 10194
-- ///
-- /// columns
-- of = ["list_collections()"]
-- ///
create or replace macro collection(collection integer) as table
    select t.*
    from (select collection) as asked (collection_id)
    inner join list_collections() as t on asked.collection_id = t.collection_id;
