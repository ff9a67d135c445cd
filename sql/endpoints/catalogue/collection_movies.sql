-- The films of a series, in the order of their release. Columns are as in /movies.
--
-- /// endpoint
-- path = "/collections/{collection}/movies"
-- answer = "many"
-- tag = "collections"
-- order = ["release_date", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.collection]
-- about = "Id of the collection (collection_id)."
-- example = 10194
-- of = "collections.collection_id"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro collection_movies(collection integer) as table
    select m.*
    from (select collection) as asked (collection_id)
    inner join movies as s on asked.collection_id = s.collection_id
    inner join listed_films() as m on s.movie_id = m.movie_id;
