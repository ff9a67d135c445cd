-- Which share of the films of each year is of each genre. A film of several genres counts in each of them.
--
-- /// endpoint
-- path = "/stats/genre_shares"
-- answer = "many"
-- order = ["release_year", "genre_id"]
-- page = 1000
-- facets = ["name"]
-- ///
-- /// columns
-- of = ["genres"]
-- [columns.release_year]
-- about = "Year of release."
-- not_null = true
-- [columns.films]
-- about = "Number of films of the genre in the year."
-- not_null = true
-- [columns.films_of_year]
-- about = "Number of all films of the year."
-- not_null = true
-- [columns.share]
-- about = "Share of the films of the year that are of the genre, from 0 to 1."
-- not_null = true
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
    inner join derived.group_totals as y on y.kind = 'year' and f.release_year = y.group_id
    inner join genres as g on f.genre_id = g.genre_id
    order by f.release_year, f.genre_id;
