-- The films of a production company, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/companies/{company}/movies"
-- answer = "many"
-- tag = "companies"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- [parameters.company]
-- about = "Id of the company (company_id)."
-- example = 3
-- of = "companies.company_id"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro company_movies(company integer) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select l.movie_id
        from movie_companies as l
        where l.company_id = company
    );
