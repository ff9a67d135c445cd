-- The languages of films, those with most films first: films, money and votes.
--
-- A film is of the language that it was made in (films_made) and of those that are spoken in it (films_spoken); films has both,
-- each film once, and so have the other numbers. Unknown money counts as 0 in the sums; the return is that of the films whose
-- budget and revenue are both known, 0 where there is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/languages"
-- answer = "many"
-- tag = "languages"
-- order = ["-films", "language_code"]
-- page = 100
-- ///
-- /// columns
-- of = ["language_totals"]
-- ///
create or replace macro list_languages() as table
    select t.*
    from derived.language_totals as t;
