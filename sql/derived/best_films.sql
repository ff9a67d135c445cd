-- The best rated films of all, of each genre, decade and year, which are candidates for whatever film is of them too.
--
-- /// table
-- key = ["genre_id", "first_year", "years", "movie_id"]
-- nullable = ["genre_id", "first_year", "years"]
-- [references]
-- genre_id = "genres.genre_id"
-- movie_id = "movies.movie_id"
-- ///
create or replace table best_films as
with of_genres as (
    select
        g.genre_id,
        s.release_year,
        s.movie_id,
        s.quality
    from movie_genres as g
    inner join film_priors as s on g.movie_id = s.movie_id
),

ranked (genre_id, first_year, years, movie_id, place, most) as (
    select
        g.genre_id,
        null,
        null,
        g.movie_id,
        row_number() over (partition by g.genre_id order by g.quality desc, g.movie_id asc),
        100
    from of_genres as g
    union all
    select
        g.genre_id,
        g.release_year // 10 * 10,
        10,
        g.movie_id,
        row_number() over (partition by g.genre_id, g.release_year // 10 order by g.quality desc, g.movie_id asc),
        50
    from of_genres as g
    union all
    select
        g.genre_id,
        g.release_year,
        1,
        g.movie_id,
        row_number() over (partition by g.genre_id, g.release_year order by g.quality desc, g.movie_id asc),
        30
    from of_genres as g
    union all
    select
        null,
        null,
        null,
        s.movie_id,
        row_number() over (order by s.quality desc, s.movie_id asc),
        50
    from film_priors as s
    union all
    select
        null,
        s.release_year // 10 * 10,
        10,
        s.movie_id,
        row_number() over (partition by s.release_year // 10 order by s.quality desc, s.movie_id asc),
        50
    from film_priors as s
    union all
    select
        null,
        s.release_year,
        1,
        s.movie_id,
        row_number() over (partition by s.release_year order by s.quality desc, s.movie_id asc),
        30
    from film_priors as s
)

select
    r.genre_id,
    r.first_year,
    r.years,
    r.movie_id
from ranked as r
where r.place <= r.most
order by r.genre_id nulls first, r.first_year nulls first, r.years nulls first, r.place;

comment on table best_films is 'Best rated films of genres, decades and years';
comment on column best_films.genre_id is 'The genre (genres); null for all';
comment on column best_films.first_year is 'First year of release; null for all';
comment on column best_films.years is '1 for a year, 10 for a decade; null for all';
comment on column best_films.movie_id is 'The film (movies)';
