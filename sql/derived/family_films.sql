-- The films for the whole family: what family = true leaves of recommendations.
--
-- Most films have no age rating, and each country rates in a system of its own, so genres decide: a film of the genre Family
-- that is of none of Crime, Horror, Thriller and War. Animation alone says nothing, for much of it is made for adults.
--
-- /// table
-- key = ["movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.family_films as
select m.movie_id
from movie_genres as m
inner join genres as g on m.genre_id = g.genre_id
group by m.movie_id
having bool_or(normalized(g.name) = 'family') and not bool_or(normalized(g.name) in ('crime', 'horror', 'thriller', 'war'))
order by m.movie_id;

comment on table derived.family_films is 'Films for the whole family, by their genres';
comment on column derived.family_films.movie_id is 'The film (movies)';
