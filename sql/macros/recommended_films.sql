-- The films to recommend to who liked some films and disliked others, best first, among those that fit: with scores and
-- reasons.
--
-- Null asks for nothing. No title appears twice, nor one of those given. With diversity, each film loses up to a point of
-- score for every better one of its collection or, if it is of none, of the very same genres.
create or replace macro recommended_films(
    liked_ids,
    disliked_ids,
    wanted_genre,
    earliest,
    latest,
    wanted_language,
    shortest,
    longest,
    least_votes,
    other_collections,
    diversity, most
) as table
    with given (movie_id, is_liked) as materialized (
        select distinct
            unnest(liked_ids),
            true
        union all
        select distinct
            unnest(disliked_ids),
            false
    ),

    given_films as materialized (
        select
            s.collection_id,
            s.title_key
        from given as g
        inner join film_standing as s on g.movie_id = s.movie_id
    ),

    fitting as (
        select s.*
        from film_scores(liked_ids, disliked_ids) as s
        where
            (earliest is null or s.release_year >= earliest)
            and (latest is null or s.release_year <= latest)
            and (wanted_language is null or s.original_language = lower(wanted_language))
            and (shortest is null or s.runtime >= shortest)
            and (longest is null or s.runtime <= longest)
            and (least_votes is null or s.vote_count >= least_votes)
            and (
                wanted_genre is null
                or list_has_any(
                    s.genre_ids, (
                        select list(g.genre_id) from genres as g
                        where normalized(g.name) = normalized(wanted_genre)
                    )
                )
            )
            and (
                not coalesce(other_collections, false)
                or s.collection_id is null
                or s.collection_id not in (
                    select g.collection_id from given_films as g
                    where g.collection_id is not null
                )
            )
        order by s.score desc, s.movie_id asc
        limit 500
    ),

    one_per_title as (
        select
            f.*,
            t.title_key
        from fitting as f
        inner join film_standing as t on f.movie_id = t.movie_id
        where t.title_key not in (select g.title_key from given_films as g)
        qualify row_number() over (partition by t.title_key order by f.score desc, f.movie_id asc) = 1
    ),

    varied as (
        select
            o.*,
            row_number() over (
                partition by coalesce([-o.collection_id], o.genre_ids) order by o.score desc, o.movie_id asc
            ) - 1 as better_of_its_kind
        from one_per_title as o
    ),

    shown as materialized (
        select
            v.*,
            m.title,
            v.score - (1000000 * coalesce(diversity, 0) * v.better_of_its_kind)::bigint as varied_score
        from varied as v
        inner join movies as m on v.movie_id = m.movie_id
        order by varied_score desc, v.movie_id asc
        limit most
    ),

    liked_features as (
        select
            f.feature_id,
            sum(f.strength)::bigint as strength
        from given as g
        inner join movie_features as f on g.movie_id = f.movie_id
        where g.is_liked
        group by f.feature_id
    ),

    parts (movie_id, kind, names, score) as (
        select
            s.movie_id,
            o.kind,
            list(n.name order by f.strength * o.strength desc, n.name asc),
            any_value(s.likeness_share) * sum(f.strength * o.strength) / 1000000
        from liked_features as f
        inner join movie_features as o on f.feature_id = o.feature_id
        inner join shown as s on o.movie_id = s.movie_id
        inner join features as n on f.feature_id = n.feature_id
        group by s.movie_id, o.kind
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

    telling_parts as (
        select p.*
        from parts as p
        where p.score >= 0.05
    ),

    totals as (
        select
            p.movie_id,
            fsum(p.score order by p.score) as score
        from telling_parts as p
        group by p.movie_id
    ),

    contributions as (
        select
            p.movie_id,
            list(
                {
                    'kind': p.kind,
                    'names': p.names[:3],
                    'share': round(p.score / t.score, 3)
                }
                order by p.score desc, p.kind asc
            ) as parts
        from telling_parts as p
        inner join totals as t on p.movie_id = t.movie_id
        group by p.movie_id
    )

    select
        row_number() over (order by s.varied_score desc, s.movie_id asc)::integer as place,
        s.movie_id,
        s.title,
        s.release_year,
        d.names as directors,
        round(s.varied_score / 1000000, 3) as score,
        coalesce(nullif(reason(c.parts), ''), 'de lo mejor valorado del catálogo') as motivo,
        coalesce(c.parts, []) as contributions
    from shown as s
    left join contributions as c on s.movie_id = c.movie_id
    left join film_directors as d on s.movie_id = d.movie_id
    order by place;
