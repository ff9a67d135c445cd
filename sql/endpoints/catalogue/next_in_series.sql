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
    with others as (
        select
            o.*,
            (o.release_date, o.movie_id) < (m.release_date, m.movie_id) as is_earlier,
            abs(o.release_date - m.release_date) as days
        from (select film) as asked (movie_id)
        inner join movies as m on asked.movie_id = m.movie_id
        inner join movies as o on m.collection_id = o.collection_id and m.movie_id != o.movie_id
    )

    select
        row_number() over (
            order by o.is_earlier asc, o.days asc, if(o.is_earlier, -o.movie_id, o.movie_id) asc
        )::integer as place,
        o.movie_id,
        o.title,
        o.release_date,
        o.release_year,
        o.is_earlier
    from others as o
    qualify place = 1 or bool_and(o.is_earlier) over ()
    order by place;
