-- The years of release, from the first to the last: films, money and votes. Years without films are not there.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/years"
-- answer = "many"
-- order = ["release_year"]
-- page = 1000
-- ///
create or replace macro list_years() as table
    select
        t.group_id as release_year,
        t.films,
        t.films_with_money,
        t.budget,
        t.revenue,
        t."return",
        t.vote_count,
        t.vote_average
    from group_totals as t
    where t.kind = 'year'
    order by t.group_id;
