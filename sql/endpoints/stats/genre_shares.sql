-- Which share of the films of each year is of each genre. A film of several genres counts in each of them.
--
-- /// endpoint
-- path = "/stats/genre_shares"
-- answer = "many"
-- order = ["release_year", "genre_id"]
-- page = 1000
-- facets = ["name"]
-- ///
create or replace macro genre_shares() as table
    with of_genres as (
        select
            m.release_year,
            l.genre_id,
            count(*) as films
        from movie_genres as l
        inner join movies as m on l.movie_id = m.movie_id
        group by m.release_year, l.genre_id
    )

    select
        f.release_year,
        f.genre_id,
        g.name,
        f.films,
        y.films as films_of_year,
        f.films / y.films as share
    from of_genres as f
    inner join group_totals as y on y.kind = 'year' and f.release_year = y.group_id
    inner join genres as g on f.genre_id = g.genre_id
    order by f.release_year, f.genre_id;
