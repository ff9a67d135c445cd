-- The films of a series, in the order of their release. Columns are as in /movies.
--
-- /// endpoint
-- path = "/collections/{collection}/movies"
-- answer = "many"
-- tag = "collections"
-- order = ["release_date", "movie_id"]
-- facets_of = "list_movies"
-- [parameters.collection]
-- about = "Id of the collection (collection_id)."
-- example = 10194
-- of = "collections.collection_id"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro collection_movies(collection integer) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select s.movie_id
        from movies as s
        where s.collection_id = collection
    );
