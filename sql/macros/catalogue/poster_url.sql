-- The address of a poster on the TMDB image server, 342 pixels wide, or null where the film has none.
create or replace macro poster_url(path) as
'https://image.tmdb.org/t/p/w342' || path;
