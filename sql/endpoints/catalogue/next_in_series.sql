-- How to go on with a film's series: the film that came out next or, after the last one, those before it, the latest first.
--
-- A film of no series has none. Films that came out on one day stand in the order of their ids.
--
-- /// endpoint
-- path = "/movies/{film}/next_in_series"
-- answer = "many"
-- tag = "movies"
-- order = ["place"]
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- ///
-- /// columns
-- of = ["film_details"]
-- [columns.place]
-- about = "Place in which to see it, from 1."
-- not_null = true
-- [columns.is_earlier]
-- about = "Whether it came out before the film, which then is the last of the series."
-- not_null = true
-- ///
create or replace macro next_in_series(film integer) as table
    select
        n.place,
        n.other_id as movie_id,
        n.title,
        n.release_date,
        n.release_year,
        n.is_earlier
    from (select film) as asked (movie_id)
    inner join derived.next_films as n on asked.movie_id = n.movie_id
    order by n.place;
