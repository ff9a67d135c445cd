-- For which age a film is rated, country by country, in each one's own system.
--
-- /// endpoint
-- path = "/movies/{film}/certifications"
-- answer = "many"
-- tag = "movies"
-- order = ["region_code", "release_date", "release_type", "certification"]
-- page = 100
-- facets = ["region_code", "certification"]
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- ///
-- /// columns
-- of = ["certifications"]
-- ///
create or replace macro movie_certifications(film integer) as table
    select
        c.region_code,
        c.certification,
        c.release_type,
        c.release_date
    from (select film) as asked (movie_id)
    inner join certifications as c on asked.movie_id = c.movie_id
    order by c.region_code, c.release_date, c.release_type, c.certification;
