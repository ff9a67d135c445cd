-- Who played in a film.
create table movie_cast (movie_id integer, position smallint, person varchar);
