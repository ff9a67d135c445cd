-- The films that a country produced, alone or with others, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/countries/{country}/movies"
-- answer = "many"
-- tag = "countries"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.country]
-- about = "ISO 3166-1 code of the country, in any case."
-- example = "US"
-- of = "countries.country_code"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro country_movies(country varchar) as table
    with produced as (
        select distinct l.movie_id
        from (select country) as asked (country_code)
        inner join movie_countries as l on lower(asked.country_code) = lower(l.country_code)
    )

    select m.*
    from produced as p
    inner join listed_films() as m on p.movie_id = m.movie_id;
