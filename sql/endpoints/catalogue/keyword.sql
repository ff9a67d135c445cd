-- A keyword of films: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/keywords/{keyword}"
-- answer = "one"
-- tag = "keywords"
-- [parameters.keyword]
-- about = "Id of the keyword (keyword_id)."
-- example = 4290
-- ///
-- /// columns
-- of = ["list_keywords()"]
-- ///
create or replace macro keyword(keyword integer) as table
    select t.*
    from (select keyword) as asked (keyword_id)
    inner join list_keywords() as t on asked.keyword_id = t.keyword_id;
