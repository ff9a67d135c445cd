-- Which share of the films of each decade is of each genre, with 0 for a genre that has none. A film of several genres counts in
-- each of them.
--
-- A decade is named by its first year: 1990 stands for 1990 to 1999.
--
-- /// endpoint
-- path = "/stats/genre_shares_by_decade"
-- answer = "many"
-- order = ["decade", "genre_id"]
-- page = 1000
-- facets = ["name"]
-- [parameters.min_films]
-- about = "Only decades with so many films; 100 if it is not given."
-- ///
-- /// columns
-- of = ["genres"]
-- [columns.decade]
-- about = "First year of the decade."
-- not_null = true
-- [columns.films]
-- about = "Number of films of the genre in the decade."
-- not_null = true
-- [columns.films_of_decade]
-- about = "Number of all films of the decade."
-- not_null = true
-- [columns.share]
-- about = "Share of the films of the decade that are of the genre, from 0 to 1."
-- not_null = true
-- ///
create or replace macro genre_shares_by_decade(min_films integer := 100) as table
    with decades as (
        select
            (m.release_year // 10) * 10 as decade,
            count(*) as films
        from movies as m
        group by all
    ),

    of_genres as (
        select
            (m.release_year // 10) * 10 as decade,
            l.genre_id,
            count(*) as films
        from movie_genres as l
        inner join movies as m on l.movie_id = m.movie_id
        group by all
    )

    select
        d.decade,
        g.genre_id,
        g.name,
        coalesce(f.films, 0) as films,
        d.films as films_of_decade,
        coalesce(f.films, 0) / d.films as share
    from (select min_films) as asked (films)
    inner join decades as d on asked.films <= d.films
    cross join genres as g
    left join of_genres as f on d.decade = f.decade and g.genre_id = f.genre_id
    order by d.decade, g.genre_id;
