-- All films, the best first.
--
-- /// endpoint
-- path   = "/movies"
-- answer = "many"
-- order  = ["-score", "id"]
-- [parameters.least]
-- about   = "Only films of this score or more."
-- example = 7
-- ///
create or replace macro movies_by_score(least integer := 0) as table
    select movies.id, movies.title, movies.score
    from movies
    where movies.score >= least
    order by movies.score desc, movies.id asc;
