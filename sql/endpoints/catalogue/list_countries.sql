-- The countries that produced films, those with most films first: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/countries"
-- answer = "many"
-- order = ["-films", "country_code"]
-- page = 100
-- ///
create or replace macro list_countries() as table
    select
        t.group_code as country_code,
        t.name,
        t.films,
        t.films_with_money,
        t.budget,
        t.revenue,
        t."return",
        t.vote_count,
        t.vote_average,
        t.first_year,
        t.last_year
    from group_totals as t
    where t.kind = 'country';
