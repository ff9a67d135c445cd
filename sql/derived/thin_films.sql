-- The films of a large catalogue that nobody voted for: most of its films, and hardly ever looked at. They are compared with
-- fewer films, and ten similar films of theirs are held instead of fifty.
--
-- /// table
-- key = ["movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.thin_films as
select m.movie_id
from movies as m
where
    coalesce(known_votes(m.vote_count), 0) = 0
    and (select count(*) from movies) > large_catalogue()
order by m.movie_id;

comment on table derived.thin_films is 'Films of a large catalogue that nobody voted for; empty in others';
comment on column derived.thin_films.movie_id is 'The film (movies)';
