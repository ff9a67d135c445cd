-- The films of a genre, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/genres/{genre}/movies"
-- answer = "many"
-- tag = "genres"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.genre]
-- about = "Id of the genre (genre_id)."
-- example = 16
-- of = "genres.genre_id"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro genre_movies(genre integer) as table
    select m.*
    from (select genre) as asked (genre_id)
    inner join movie_genres as l on asked.genre_id = l.genre_id
    inner join listed_films() as m on l.movie_id = m.movie_id;
