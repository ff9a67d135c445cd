-- Who played in a film, below its object.
--
-- /// endpoint
-- path   = "/details/{asked_film}/cast"
-- answer = "many"
-- order  = ["position"]
-- page   = 1
-- [parameters.asked_film]
-- about   = "Number of the film."
-- of      = "movies.id"
-- example = 1
-- ///
create or replace macro details_cast(asked_film integer) as table
    select c.person, c.position
    from movie_cast as c
    where c.movie_id = asked_film;
