-- The 100 films that each film of a range of ids recommends, best first: the rows of neighbours.
--
-- Candidates share something that at most 50 films have, are of the same collection, were liked by the same users, or are
-- among the best of a genre, of a decade or of the year; so the cost grows with the number of films, not with its square. No
-- title appears twice; the film itself is a candidate only so that it takes the place of its own title, and then leaves.
--
-- The left joins keep the order in which the tables are joined: pairs of films first, and never all pairs that share a genre. "is
-- true" keeps DuckDB from expecting so few films that it would choose another order.
--
-- /// macro
-- examples = [
--     { first_id = 862, last_id = 862 },
--     { first_id = 1, last_id = 999 },
--     { first_id = 999999999, last_id = 999999999 },
-- ]
-- ///
create or replace macro film_neighbours(first_id, last_id) as table
    with liked_films as materialized (
        select s.*
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join film_priors as s
        where (s.movie_id between asked.first_id and asked.last_id) is true
    ),

    liked_features as materialized (
        select f.*
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join movie_features as f
        where (f.movie_id between asked.first_id and asked.last_id) is true
    ),

    liked_genres as (
        select
            l.movie_id,
            g.genre_id,
            l.release_year
        from liked_films as l
        inner join movie_genres as g on l.movie_id = g.movie_id
    ),

    co_liked as materialized (
        select
            a.movie_id,
            b.movie_id as other_id,
            sum(b.weight) / 1000000 as co_likes
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join likes as a
        inner join likes as b on a.user_id = b.user_id
        where (a.movie_id between asked.first_id and asked.last_id) is true and a.movie_id != b.movie_id
        group by a.movie_id, b.movie_id
    ),

    candidates as materialized (
        select
            f.movie_id,
            o.movie_id as other_id
        from liked_features as f
        inner join movie_features as o on f.feature_id = o.feature_id
        where f.films <= 50 and o.films <= 50
        union
        select
            g.movie_id,
            b.movie_id
        from liked_genres as g
        inner join best_films as b on g.genre_id = b.genre_id
        where b.years is null
        union
        select
            g.movie_id,
            b.movie_id
        from liked_genres as g
        inner join best_films as b on g.genre_id = b.genre_id and g.release_year // b.years * b.years = b.first_year
        union
        select
            l.movie_id,
            b.movie_id
        from liked_films as l
        inner join best_films as b on l.release_year // b.years * b.years = b.first_year
        where b.genre_id is null
        union
        select
            l.movie_id,
            b.movie_id
        from liked_films as l
        cross join best_films as b
        where b.genre_id is null and b.years is null
        union
        select
            s.movie_id,
            s.other_id
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join collection_neighbours as s
        where (s.movie_id between asked.first_id and asked.last_id) is true
        union
        select
            c.movie_id,
            c.other_id
        from co_liked as c
        qualify row_number() over (partition by c.movie_id order by c.co_likes desc, c.other_id asc) <= 200
        union
        select
            l.movie_id,
            l.movie_id
        from liked_films as l
    ),

    shared as materialized (
        select
            c.movie_id,
            c.other_id,
            coalesce(sum(f.strength::bigint * o.strength), 0) as content,
            coalesce(bool_or(f.kind = 'genre' and o.movie_id is not null), false) as shares_genre
        from candidates as c
        left join liked_features as f on c.movie_id = f.movie_id
        left join movie_features as o on c.other_id = o.movie_id and f.feature_id = o.feature_id
        group by c.movie_id, c.other_id
    ),

    scored as (
        select
            c.movie_id,
            c.other_id,
            other.canonical_film_id,
            pair_score(
                c.content / 1000000 + coalesce(s.score, 0) + coalesce(y.score, -weight_of('era')),
                if(c.shares_genre, 0, weight_of('no_genre')),
                coalesce(u.co_likes, 0),
                liked,
                other
            ) as score
        from shared as c
        left join liked_films as liked on c.movie_id = liked.movie_id
        left join film_priors as other on c.other_id = other.movie_id
        left join year_scores as y on abs(liked.release_year::bigint - other.release_year) = y.gap
        left join collection_neighbours as s on c.movie_id = s.movie_id and c.other_id = s.other_id
        left join co_liked as u on c.movie_id = u.movie_id and c.other_id = u.other_id
    ),

    one_per_title as (
        select s.*
        from scored as s
        qualify
            row_number() over (
                partition by s.movie_id, s.canonical_film_id order by s.other_id = s.movie_id desc, s.score desc, s.other_id asc
            ) = 1
    )

    select
        t.movie_id,
        row_number() over (partition by t.movie_id order by t.score desc, t.other_id asc)::integer as place,
        t.other_id,
        t.score
    from one_per_title as t
    where t.other_id != t.movie_id
    qualify place <= 100
    order by t.movie_id, place;
