-- The 50 films that are most similar to each film of a range of ids, best first: the rows of neighbours.
--
-- Candidates share something that at most 50 films have, are of a group of films that are about as well known, are of the same
-- collection or were liked by the same users; so the cost grows with the number of films, not with its square. No title appears
-- twice, and no collection takes more than four places; the film itself is a candidate only so that it takes the place of its
-- own title, and then leaves.
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
        from weighted_features(first_id, last_id)
    ),

    co_liked as materialized (
        select
            a.movie_id,
            b.movie_id as other_id,
            count(*) as users,
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
        where o.films <= 50
        union
        select
            g.movie_id,
            o.movie_id
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join fame_groups as g
        inner join fame_groups as o on g.group_id = o.group_id
        where (g.movie_id between asked.first_id and asked.last_id) is true
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
            other.collection_id,
            recommendation_score(
                c.content / 1000000 + coalesce(s.similarity, 0) + coalesce(y.similarity, -w.era),
                if(c.shares_genre, 0, w.no_genre),
                abs(liked.fame - other.fame) + abs(liked.rating - other.rating),
                w.similarity_quality * other.quality,
                coalesce(
                    lift(w.lift, u.users, u.co_likes, liked.like_total * other.liked_share) / 1000000, 0
                )
            ) as score
        from shared as c
        cross join score_weights as w
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
    ),

    few_of_a_collection as (
        select t.*
        from one_per_title as t
        where t.other_id != t.movie_id
        qualify
            t.collection_id is null
            or row_number() over (
                partition by t.movie_id, t.collection_id order by t.score desc, t.other_id asc
            ) <= 4
    )

    select
        f.movie_id,
        row_number() over (partition by f.movie_id order by f.score desc, f.other_id asc)::integer as place,
        f.other_id,
        f.score
    from few_of_a_collection as f
    qualify place <= 50
    order by f.movie_id, place;
