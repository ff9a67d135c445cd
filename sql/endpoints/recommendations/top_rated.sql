-- The best rated films, by the IMDB weighted rating, whose C and m are in the answer.
--
-- The rating is v / (v + m) * R + m / (v + m) * C, with R the mean vote of the film and v its votes. C, the mean vote of all
-- films with votes, and m, the votes that nine of ten of them do not reach, are those of the whole catalogue, whatever part of
-- it is asked for.
--
-- /// endpoint
-- path = "/charts/top_rated"
-- answer = "many"
-- order = ["place"]
-- page = 100
-- [parameters.genre]
-- about = "Only films of this genre, by its name."
-- vocabulary = "genre"
-- example = "Comedy"
-- [parameters.country]
-- about = "Only films produced in this country, by its name in English or its ISO 3166-1 code."
-- of = "countries.country_code"
-- vocabulary = "country"
-- [parameters.decade]
-- about = "Only films of the ten years from this one, such as 1990."
-- [parameters.n]
-- about = "How many films; 10 if it is not given."
-- bounds = [1, 100]
-- ///
-- /// columns
-- of = ["movies", "weighted_ratings", "rating_prior"]
-- [columns.place]
-- about = "Place in the chart, from 1."
-- not_null = true
-- [columns.vote_average]
-- of = "movies.vote_average"
-- not_null = true
-- [columns.vote_count]
-- of = "movies.vote_count"
-- not_null = true
-- ///
create or replace macro top_rated(
    genre varchar := null,
    country varchar := null,
    decade integer := null,
    n integer := null
) as table
    with genre_films as (
        from films_of_genre(genre)
    ),

    country_films as (
        from films_of_country(country)
    )

    select
        row_number() over (order by w.weighted_rating desc, m.movie_id asc)::integer as place,
        m.movie_id,
        m.title,
        m.release_year,
        w.weighted_rating,
        known_mean_vote(m.vote_average) as vote_average,
        m.vote_count,
        p.mean_vote,
        p.votes_floor
    from (select genre, country, decade, n) as asked (genre, country, decade, n)
    cross join movies as m
    inner join derived.weighted_ratings as w on m.movie_id = w.movie_id
    cross join derived.rating_prior as p
    left join genre_films as g on m.movie_id = g.movie_id
    left join country_films as c on m.movie_id = c.movie_id
    where
        m.vote_count > 0
        and known_mean_vote(m.vote_average) is not null
        and (asked.genre is null or g.movie_id is not null)
        and (asked.country is null or c.movie_id is not null)
        and (asked.decade is null or m.release_year between asked.decade and asked.decade::bigint + 9)
    qualify place <= coalesce(asked.n, 10)
    order by place;
