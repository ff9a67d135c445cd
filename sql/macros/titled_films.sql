-- The films with a title, as one row: the film that is meant, and all of them.
--
-- The film that is meant is the one with most votes, of the asked year if a year is given. No row when there is none.
create or replace macro titled_films(asked_title varchar, asked_year integer) as table
    with titled as (
        select
            t.films,
            case
                when asked_year is null then t.films[1]
                else list_filter(t.films, lambda f: f.release_year = asked_year)[1]
            end as film
        from films_by_title as t
        where t.title_key = normalized(asked_title)
    )

    select
        t.film,
        list_filter(t.films, lambda f: f.movie_id != t.film.movie_id) as others
    from titled as t
    where t.film is not null;
