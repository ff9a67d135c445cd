-- The film that a title stands for, whichever of its titles that is, as a row of films_by_title; with a year, given or in
-- brackets at the end of the title, the one of that year.
--
-- /// macro
-- examples = [
--     { wanted_title = "toy story" },
--     { wanted_title = "Godfather, The" },
--     { wanted_title = "Cinderella (1950)" },
--     { wanted_title = "Cinderella", wanted_year = 1950 },
--     { wanted_title = "nothing" },
-- ]
-- ///
create or replace macro films_titled(wanted_title, wanted_year := null) as table
    with asked (title_key, spelling, asked_year) as (
        select
            title_key(wanted_title),
            title_spelling(wanted_title),
            coalesce(wanted_year, title_year(wanted_title))
    )

    select t.*
    from asked as a
    inner join
        derived.films_by_title as t
        on a.title_key = t.title_key and a.asked_year is not distinct from t.asked_year
    where fits_spelling(a.spelling, t.spelling, t.spelled_apart);
