-- The titles of films but those of thin_films: the keys by which answers about a title are compiled.
--
-- A title that only films bear for which nobody voted is left to the macro; in a small catalogue there is none.
create or replace view derived.voted_titles as
select m.title
from movies as m
anti join derived.thin_films as t on m.movie_id = t.movie_id;

comment on view derived.voted_titles is 'Titles whose answers are compiled';
comment on column derived.voted_titles.title is 'The main title of a film that is none of thin_films';
