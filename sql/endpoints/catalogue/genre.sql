-- A genre: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/genres/{genre}"
-- answer = "one"
-- tag = "genres"
-- [parameters.genre]
-- about = "Id of the genre (genre_id)."
-- example = 16
-- ///
-- /// columns
-- of = ["list_genres()"]
-- ///
create or replace macro genre(genre integer) as table
    select t.*
    from (select genre) as asked (genre_id)
    inner join list_genres() as t on asked.genre_id = t.genre_id;
