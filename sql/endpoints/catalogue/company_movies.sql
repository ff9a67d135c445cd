-- The films of a production company, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/companies/{company}/movies"
-- answer = "many"
-- tag = "companies"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.company]
-- about = "Id of the company (company_id)."
-- example = 3
-- of = "companies.company_id"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro company_movies(company integer) as table
    select m.*
    from (select company) as asked (company_id)
    inner join movie_companies as l on asked.company_id = l.company_id
    inner join listed_films() as m on l.movie_id = m.movie_id;
