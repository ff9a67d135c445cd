-- The films with a keyword, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/keywords/{keyword}/movies"
-- answer = "many"
-- tag = "keywords"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.keyword]
-- about = "Id of the keyword (keyword_id)."
-- example = 4290
-- of = "keywords.keyword_id"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro keyword_movies(keyword integer) as table
    select m.*
    from (select keyword) as asked (keyword_id)
    inner join movie_keywords as l on asked.keyword_id = l.keyword_id
    inner join listed_films() as m on l.movie_id = m.movie_id;
