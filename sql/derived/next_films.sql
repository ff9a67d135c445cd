-- How to go on with the series of each film: the film that came out next or, after the last one, those before it, the latest
-- first.
--
-- Films of no series have none. Films that came out on one day stand in the order of their ids.
--
-- /// table
-- key = ["movie_id", "place"]
-- not_null = ["title", "release_date", "release_year", "is_earlier"]
-- [references]
-- movie_id = "movies.movie_id"
-- other_id = "movies.movie_id"
-- ///
create or replace table derived.next_films as
with others as (
    select
        m.movie_id,
        o.movie_id as other_id,
        o.title,
        o.release_date,
        o.release_year,
        (o.release_date, o.movie_id) < (m.release_date, m.movie_id) as is_earlier,
        abs(o.release_date - m.release_date) as days
    from movies as m
    inner join movies as o on m.collection_id = o.collection_id and m.movie_id != o.movie_id
)

select
    o.movie_id,
    row_number() over (
        partition by o.movie_id
        order by o.is_earlier asc, o.days asc, if(o.is_earlier, -o.other_id, o.other_id) asc
    )::integer as place,
    o.other_id,
    o.title,
    o.release_date,
    o.release_year,
    o.is_earlier
from others as o
qualify place = 1 or bool_and(o.is_earlier) over (partition by o.movie_id)
order by o.movie_id, place;

comment on table derived.next_films is 'How to go on with the series of a film';
comment on column derived.next_films.movie_id is 'The film that was seen (movies)';
comment on column derived.next_films.place is 'Place in which to see the other one, from 1';
comment on column derived.next_films.other_id is 'The film to see (movies)';
comment on column derived.next_films.title is 'Its title (movies)';
comment on column derived.next_films.release_date is 'Its first release (movies)';
comment on column derived.next_films.release_year is 'Year of its release (movies)';
comment on column derived.next_films.is_earlier is 'Whether it came out before the film, which then is the last of the series';
