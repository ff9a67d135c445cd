-- What makes up the scores of the neighbours of each film of a range of ids, down to a place: rows of kind, names and score.
--
-- Names are what both films share, those that count most first.
--
-- /// macro
-- examples = [
--     { first_id = 862, last_id = 862, last_place = 3 },
--     { first_id = 1, last_id = 999, last_place = 1 },
--     { first_id = 999999999, last_id = 999999999, last_place = 3 },
-- ]
-- ///
create or replace macro neighbour_parts(first_id, last_id, last_place) as table
    with pairs as materialized (
        select n.*
        from (select first_id, last_id, last_place) as asked (first_id, last_id, last_place)
        cross join derived.neighbours as n
        where (n.movie_id between asked.first_id and asked.last_id and n.place <= asked.last_place) is true
    ),

    liked_features as (
        from weighted_features(first_id, last_id)
    ),

    shared as (
        select
            p.movie_id,
            p.place,
            part_of_kind(f.kind) as kind,
            f.feature_id,
            f.strength::bigint * o.strength as score
        from pairs as p
        left join liked_features as f on p.movie_id = f.movie_id
        left join derived.movie_features as o on p.other_id = o.movie_id and f.feature_id = o.feature_id
        where o.movie_id is not null
    ),

    named as (
        select
            s.movie_id,
            s.place,
            s.kind,
            f.name,
            sum(s.score) as score
        from shared as s
        inner join derived.features as f on s.feature_id = f.feature_id
        group by s.movie_id, s.place, s.kind, f.name
    ),

    parts (movie_id, place, kind, names, score) as (
        select
            n.movie_id,
            n.place,
            n.kind,
            list_transform(list_sort(list({ 'rank': -n.score, 'name': n.name })), lambda f: f.name) as names,
            sum(n.score)::double / 1000000 as score
        from named as n
        group by n.movie_id, n.place, n.kind
        union all
        select
            p.movie_id,
            p.place,
            'series',
            list_filter([c.name], lambda name: name is not null),
            s.similarity
        from pairs as p
        inner join derived.collection_neighbours as s on p.movie_id = s.movie_id and p.other_id = s.other_id
        inner join movies as m on p.movie_id = m.movie_id
        inner join collections as c on m.collection_id = c.collection_id
        union all
        select
            p.movie_id,
            p.place,
            unnest(['year', 'quality']),
            [],
            unnest([y.similarity, w.similarity_quality * other.quality])
        from pairs as p
        cross join derived.score_weights as w
        inner join derived.film_priors as liked on p.movie_id = liked.movie_id
        inner join derived.film_priors as other on p.other_id = other.movie_id
        inner join derived.year_scores as y on abs(liked.release_year::bigint - other.release_year) = y.gap
        union all
        select
            p.movie_id,
            p.place,
            'liked',
            [],
            u.lift / 1000000
        from pairs as p
        inner join derived.co_likes as u on p.movie_id = u.movie_id and p.other_id = u.other_id
    )

    select p.*
    from parts as p;
