-- The films of a genre, those with most votes first. Columns are as in /movies.
--
-- /// endpoint
-- path = "/genres/{genre}/movies"
-- answer = "many"
-- tag = "genres"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- [parameters.genre]
-- about = "Id of the genre (genre_id)."
-- example = 16
-- of = "genres.genre_id"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro genre_movies(genre integer) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select l.movie_id
        from movie_genres as l
        where l.genre_id = genre
    );
