-- Who played in a film.
--
-- /// endpoint
-- path   = "/movies/{asked_id}/cast"
-- answer = "many"
-- order  = ["position"]
-- [parameters.asked_id]
-- about   = "Number of the film."
-- of      = "movies.id"
-- example = 1
-- ///
create or replace macro movie_cast_of(asked_id integer) as table
    select c.person, c.position
    from movie_cast as c
    where c.movie_id = asked_id
    order by c.position;
