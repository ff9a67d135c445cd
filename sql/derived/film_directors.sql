-- Who directed each film.
--
-- /// table
-- key = ["movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.film_directors as
select
    c.movie_id,
    string_agg(distinct p.name, ', ' order by p.name) as names
from crew as c
inner join people as p on c.person_id = p.person_id
where c.job = 'Director'
group by c.movie_id
order by c.movie_id;

comment on table derived.film_directors is 'Directors of each film';
comment on column derived.film_directors.movie_id is 'The film (movies)';
comment on column derived.film_directors.names is 'Names of its directors, in alphabetical order';
