-- The titles of a film: the original one, those by which languages and regions know it, and other ones.
--
-- /// endpoint
-- path = "/movies/{film}/titles"
-- answer = "many"
-- tag = "movies"
-- order = ["kind", "language_code", "region_code", "title"]
-- page = 100
-- facets = ["kind", "language_code", "region_code"]
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- ///
-- /// columns
-- of = ["movie_titles"]
-- ///
create or replace macro titles_of_movie(film integer) as table
    select
        t.title,
        t.kind,
        t.language_code,
        t.region_code
    from (select film) as asked (movie_id)
    inner join movie_titles as t on asked.movie_id = t.movie_id
    order by t.kind, t.language_code, t.region_code, t.title;
