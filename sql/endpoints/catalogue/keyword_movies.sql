-- The films with a keyword, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/keywords/{keyword}/movies"
-- answer = "many"
-- tag = "keywords"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- [parameters.keyword]
-- about = "Id of the keyword (keyword_id)."
-- example = 4290
-- of = "keywords.keyword_id"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro keyword_movies(keyword integer) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select l.movie_id
        from movie_keywords as l
        where l.keyword_id = keyword
    );
