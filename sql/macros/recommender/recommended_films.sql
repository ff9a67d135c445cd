-- The films to recommend to who liked some films and disliked others, best first, among those that fit: with scores and
-- reasons.
--
-- judgements is as for film_scores; null gives no films, and null for any of the rest asks for nothing. No title appears twice,
-- nor one of those given. With diversity, each film loses up to a point of score for every better one of its collection or, if
-- it is of none, of the very same genres.
--
-- The judgements are written once, in judged, for they may be a query of their own. What is materialized is small, and fixes the
-- order of the joins.
--
-- /// columns
-- of = ["film_details"]
-- [columns.place]
-- about = "Place among the recommendations, from 1."
-- not_null = true
-- [columns.score]
-- about = "How much it is recommended; comparable within one answer."
-- not_null = true
-- [columns.motivo]
-- about = "Why it is recommended, in Spanish."
-- not_null = true
-- [columns.contributions]
-- about = "What makes up the score, that which counts most first."
-- not_null = true
-- [columns.contributions.fields.kind]
-- about = "A kind of feature that is shared, or series, year, quality or liked."
-- not_null = true
-- [columns.contributions.fields.names]
-- about = "Up to three names of what is shared; none where it has no name."
-- not_null = true
-- [columns.contributions.fields.share]
-- about = "Share of the score, from 0 to 1."
-- not_null = true
-- ///
create or replace macro recommended_films(
    judgements,
    wanted_genre,
    earliest,
    latest,
    wanted_language,
    shortest,
    longest,
    least_votes,
    other_collections,
    diversity,
    most
) as table
    with judged as materialized (
        select judgements as films
    ),

    given (movie_id, sign) as materialized (
        select unnest(j.films, recursive := true)
        from judged as j
    ),

    best as (
        select s.*
        from
            film_scores(
                (select j.films from judged as j),
                wanted_genre := wanted_genre,
                earliest := earliest,
                latest := latest,
                wanted_language := wanted_language,
                shortest := shortest,
                longest := longest,
                least_votes := least_votes,
                other_collections := other_collections
            ) as s
        order by s.score desc, s.movie_id asc
        limit 500
    ),

    one_per_title as (
        select b.*
        from best as b
        where
            b.namesake_id not in (
                select s.namesake_id
                from given as g
                inner join film_standing as s on g.movie_id = s.movie_id
            )
        qualify
            b.namesake_id
            is distinct from lag(b.namesake_id) over (order by b.namesake_id asc, b.score desc, b.movie_id asc)
    ),

    varied as (
        select
            o.*,
            o.score - (
                1000000
                * coalesce(diversity, 0)
                * (
                    row_number() over (
                        partition by coalesce([-o.collection_id::bigint], o.genre_ids) order by o.score desc, o.movie_id asc
                    ) - 1
                )
            )::bigint as varied_score
        from one_per_title as o
    ),

    shown as materialized (
        select v.*
        from varied as v
        order by v.varied_score desc, v.movie_id asc
        limit most
    ),

    liked_features as (
        select
            f.feature_id,
            sum(f.strength)::bigint as strength
        from given as g
        inner join features_of_films as f on g.movie_id = f.movie_id
        where g.sign = 1
        group by f.feature_id
    ),

    shown_features as materialized (
        select
            s.movie_id,
            s.likeness_share,
            f.feature_id,
            f.kind,
            f.strength
        from shown as s
        inner join features_of_films as f on s.movie_id = f.movie_id
    ),

    shared as materialized (
        select
            s.movie_id,
            s.feature_id,
            s.kind,
            s.likeness_share,
            s.strength * l.strength as strength
        from shown_features as s
        inner join liked_features as l on s.feature_id = l.feature_id
    ),

    parts (movie_id, kind, names, score) as (
        select
            s.movie_id,
            s.kind,
            list(n.name order by s.strength desc, n.name asc),
            any_value(s.likeness_share) * sum(s.strength) / 1000000
        from shared as s
        inner join features as n on s.feature_id = n.feature_id
        group by s.movie_id, s.kind
        union all
        select
            s.movie_id,
            'series',
            [c.name],
            s.series_part
        from shown as s
        inner join collections as c on s.collection_id = c.collection_id
        union all
        select
            s.movie_id,
            unnest(['year', 'quality', 'liked']),
            [],
            unnest([s.year_part, s.quality_part, s.liked_part])
        from shown as s
    ),

    sums as (
        select
            p.movie_id,
            fsum(p.score order by p.score) as total,
            list({ 'kind': p.kind, 'names': p.names, 'score': p.score } order by p.score desc, p.kind asc) as parts
        from parts as p
        where p.score >= 0.05
        group by p.movie_id
    ),

    contributions as (
        select
            s.movie_id,
            list_transform(
                s.parts, lambda p: { 'kind': p.kind, 'names': p.names[:3], 'share': round(p.score / s.total, 3) }
            ) as parts
        from sums as s
    )

    select
        row_number() over (order by s.varied_score desc, s.movie_id asc)::integer as place,
        s.movie_id,
        d.title,
        s.release_year,
        d.directors,
        round(s.varied_score / 1000000, 3) as score,
        coalesce(nullif(reason(c.parts), ''), 'de lo mejor valorado del catálogo') as motivo,
        coalesce(c.parts, []) as contributions
    from shown as s
    inner join film_details as d on s.movie_id = d.movie_id
    left join contributions as c on s.movie_id = c.movie_id
    order by place;
