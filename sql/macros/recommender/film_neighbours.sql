-- The 50 films that are most similar to each film of a range of ids, best first: the rows of neighbours.
--
-- Candidates share something that at most 50 films have, are of a group of films that are about as well known, are of the same
-- collection or were liked by the same users; so the cost grows with the number of films, not with its square. A rough score
-- of rare features, of common ones and of the language keeps the 100 best of about 400; only those are compared in all features.
-- Of a film of thin_films it keeps the 20 best of about 100, and ten films are given.
-- No title appears twice, and no collection takes more than four places; the film itself is a candidate only so that it takes the
-- place of its own title, and then leaves.
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
    with liked_features as materialized (
        select
            f.*,
            c.slot
        from weighted_features(first_id, last_id) as f
        left join derived.common_features as c on f.feature_id = c.feature_id
    ),

    liked_common as (
        select
            f.movie_id,
            map_from_entries(list({ 'slot': f.slot, 'strength': f.strength })) as strengths
        from liked_features as f
        where f.slot is not null
        group by f.movie_id
    ),

    liked_films as materialized (
        select
            s.movie_id,
            s.release_year,
            s.original_language,
            s.fame,
            s.rating,
            t.movie_id is not null as is_thin,
            list_transform(range(1, 41), lambda slot: coalesce(c.strengths[slot::integer], 0))::float[40] as vector
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.film_priors as s
        left join derived.thin_films as t on s.movie_id = t.movie_id
        left join liked_common as c on s.movie_id = c.movie_id
        where (s.movie_id between asked.first_id and asked.last_id) is true
    ),

    -- What speaks for a pair of films, but for what both have in common with many others.
    signals (movie_id, other_id, score) as (
        select
            f.movie_id,
            o.movie_id,
            f.strength * o.strength
        from liked_features as f
        inner join derived.movie_features as o on f.feature_id = o.feature_id
        where o.films <= 50
        union all
        select
            g.movie_id,
            o.movie_id,
            0
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.fame_groups as g
        inner join derived.fame_groups as o on g.group_id = o.group_id
        where (g.movie_id between asked.first_id and asked.last_id) is true
        union all
        select
            s.movie_id,
            s.other_id,
            round(1000000 * s.similarity)::integer
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.collection_neighbours as s
        where (s.movie_id between asked.first_id and asked.last_id) is true
        union all
        select
            c.movie_id,
            c.other_id,
            c.lift
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.co_likes as c
        where (c.movie_id between asked.first_id and asked.last_id) is true
    ),

    -- Both ids are one number, which is grouped faster than two, and sums of doubles, which hold these whole numbers exactly, are
    -- faster than those of integers.
    paired as (
        select
            s.movie_id::bigint * 4294967296 + s.other_id + 2147483648 as pair,
            sum(s.score::double)::bigint as score
        from signals as s
        where s.movie_id != s.other_id
        group by pair
    ),

    candidates as (
        select
            (p.pair >> 32)::integer as movie_id,
            ((p.pair & 4294967295) - 2147483648)::integer as other_id,
            p.score
        from paired as p
    ),

    roughly_scored as (
        select
            c.movie_id,
            c.other_id,
            c.score
            + round(
                array_inner_product(liked.vector, v.vector)
                + 1000000
                * (
                    coalesce(y.similarity, -w.era)
                    + if(liked.original_language = other.original_language, w.same_language, 0)
                    - abs(liked.fame - other.fame)
                    - abs(liked.rating - other.rating)
                    + w.similarity_quality * other.quality
                )
            )::bigint as score
        from candidates as c
        cross join derived.score_weights as w
        left join liked_films as liked on c.movie_id = liked.movie_id
        left join derived.film_priors as other on c.other_id = other.movie_id
        left join derived.film_vectors as v on c.other_id = v.movie_id
        left join derived.year_scores as y on abs(liked.release_year::bigint - other.release_year) = y.gap
    ),

    -- Score and id are one number, of which the greatest are found much faster than by sorting.
    roughly_best as (
        select
            r.movie_id,
            max(r.score * 4294967296 + r.other_id + 2147483648, 100) as others
        from roughly_scored as r
        group by r.movie_id
    ),

    pairs as materialized (
        select
            r.movie_id,
            ((unnest(list_slice(r.others, 1, if(l.is_thin, 20, 100))) & 4294967295) - 2147483648)::integer as other_id
        from roughly_best as r
        inner join liked_films as l on r.movie_id = l.movie_id
        union all
        select
            l.movie_id,
            l.movie_id
        from liked_films as l
    ),

    -- Only what both have is added up; the condition is written so that the join stays a left one.
    in_common as (
        select
            p.movie_id,
            p.other_id,
            sum((f.strength * o.strength)::double) as content,
            bool_or(f.kind = 'genre') as shares_genre
        from pairs as p
        left join liked_features as f on p.movie_id = f.movie_id
        left join derived.movie_features as o on p.other_id = o.movie_id and f.feature_id = o.feature_id
        where coalesce(o.strength, 0) != 0
        group by p.movie_id, p.other_id
    ),

    shared as materialized (
        select
            p.movie_id,
            p.other_id,
            coalesce(i.content, 0) as content,
            coalesce(i.shares_genre, false) as shares_genre
        from pairs as p
        left join in_common as i on p.movie_id = i.movie_id and p.other_id = i.other_id
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
                coalesce(u.lift, 0) / 1000000
            ) as score
        from shared as c
        cross join derived.score_weights as w
        left join liked_films as liked on c.movie_id = liked.movie_id
        left join derived.film_priors as other on c.other_id = other.movie_id
        left join derived.year_scores as y on abs(liked.release_year::bigint - other.release_year) = y.gap
        left join derived.collection_neighbours as s on c.movie_id = s.movie_id and c.other_id = s.other_id
        left join derived.co_likes as u on c.movie_id = u.movie_id and c.other_id = u.other_id
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
    left join derived.thin_films as t on f.movie_id = t.movie_id
    qualify place <= if(t.movie_id is null, 50, 10)
    order by f.movie_id, place;
