-- The films that a country produced, alone or with others, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/countries/{country}/movies"
-- answer = "many"
-- tag = "countries"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- [parameters.country]
-- about = "ISO 3166-1 code of the country, in any case."
-- example = "US"
-- of = "countries.country_code"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro country_movies(country varchar) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select l.movie_id
        from movie_countries as l
        where lower(l.country_code) = lower(country)
    );
