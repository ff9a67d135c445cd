-- Films that are liked, and why.
--
-- /// endpoint
-- path   = "/alike"
-- answer = "many"
-- order  = ["title"]
-- [parameters.likes]
-- about      = "Titles, to the letter."
-- example    = ["Face/Off", "a//b"]
-- required   = true
-- vocabulary = "movie"
-- [parameters.dislikes]
-- about   = "Numbers of films."
-- example = [2, 3]
-- ///
create or replace macro alike(likes varchar[], dislikes integer[] := []::integer[]) as table
    select
        movies.title,
        [{ 'kind': 'cast', 'names': list(c.person order by c.position), 'share': 0.5::double }] as contributions
    from movies
    left join movie_cast as c on movies.id = c.movie_id
    where list_contains(likes, movies.title) and not list_contains(dislikes, movies.id)
    group by movies.id, movies.title
    order by movies.id;
