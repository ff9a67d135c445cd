-- The genres of films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/genres"
-- answer = "many"
-- tag = "genres"
-- order = ["-films", "genre_id"]
-- page = 100
-- ///
-- /// columns
-- of = ["genres", "group_totals"]
-- [columns.name]
-- of = "genres.name"
-- vocabulary = "genre"
-- ///
create or replace macro list_genres() as table
    select t.* exclude (kind, group_code) rename (group_id as genre_id)
    from derived.group_totals as t
    where t.kind = 'genre';
