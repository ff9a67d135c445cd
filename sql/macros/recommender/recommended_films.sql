-- The films to recommend to people who liked some films and disliked others, best first, among those that fit: with scores and
-- reasons.
--
-- judgements is as of parse_judgements: films with sign 0 were only seen and count for nothing but that they are not
-- recommended. null gives no films, and null for what films must fit asks for nothing. The films are the
-- best 500 of the catalogue or, when neighbours_of names the one that is liked, its neighbours. No title appears twice, nor one
-- of those given, and no collection takes more than four places. With diversity, each film loses up to a point of score for
-- every better one of its collection or, if it is of none, of the very same genres.
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
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }], neighbours_of = 862, most = 5 },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 862, sign = -1 }], genre = "Comedy", most = 7 },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 238, sign = 1 }], diversity = 0.5, most = 9 },
--     { judgements = [{ movie_id = 862, sign = -1 }], most = 5 },
--     { judgements = [{ movie_id = 862, sign = 1 }, { movie_id = 863, sign = 0 }], family = true, most = 5 },
--     { judgements = [{ movie_id = 862, sign = 1 }], provider = "Netflix", region = "AR", most = 5 },
-- ]
-- ///
create or replace macro recommended_films(
    judgements,
    neighbours_of := null,
    genre := null,
    from_year := null,
    to_year := null,
    language := null,
    min_runtime := null,
    max_runtime := null,
    min_votes := null,
    exclude_collection := null,
    family := null,
    provider := null,
    region := null,
    diversity := null,
    most := 10
) as table
    with stored as (
        from neighbour_scores(neighbours_of, most)
    ),

    given (movie_id, sign) as (
        select unnest(judgements, recursive := true)
    ),

    -- No judgements give no scores, which is nearly all of the work.
    all_scores as (
        from
            film_scores(
                if(neighbours_of is null, judgements, null),
                genre := genre,
                from_year := from_year,
                to_year := to_year,
                language := language,
                min_runtime := min_runtime,
                max_runtime := max_runtime,
                min_votes := min_votes,
                exclude_collection := exclude_collection
            )
    ),

    films_there as (
        from films_to_watch(provider, region)
    ),

    scored as (
        select s.*
        from (select family, provider, region) as asked (is_for_families, platform, country)
        cross join all_scores as s
        left join family_films as f on s.movie_id = f.movie_id
        left join films_there as w on s.movie_id = w.movie_id
        where
            (asked.is_for_families is not true or f.movie_id is not null)
            and ((asked.platform is null and asked.country is null) or w.movie_id is not null)
        order by s.score desc, s.movie_id asc
        limit 500
    ),

    given_titles as (
        select distinct s.canonical_film_id
        from given as g
        inner join film_priors as s on g.movie_id = s.movie_id
    ),

    best as (
        select s.*
        from (select neighbours_of) as asked (movie_id)
        cross join stored as s
        where asked.movie_id is not null
        union all
        select s.*
        from (select neighbours_of) as asked (movie_id)
        cross join scored as s
        where asked.movie_id is null
    ),

    one_per_title as (
        select b.*
        from best as b
        left join given_titles as g on b.canonical_film_id = g.canonical_film_id
        where g.canonical_film_id is null
        qualify
            b.canonical_film_id
            is distinct from lag(b.canonical_film_id) over (order by b.canonical_film_id asc, b.score desc, b.movie_id asc)
    ),

    few_of_a_collection as (
        select o.*
        from one_per_title as o
        qualify
            o.collection_id is null
            or row_number() over (partition by o.collection_id order by o.score desc, o.movie_id asc) <= 4
    ),

    varied as (
        select
            o.*,
            o.score - (
                1000000
                * coalesce(asked.diversity, 0)
                * (
                    row_number() over (
                        partition by if(o.collection_id is null, o.genre_ids, [-o.collection_id::bigint])
                        order by o.score desc, o.movie_id asc
                    ) - 1
                )
            )::bigint as varied_score,
            asked.most
        from (select diversity, most) as asked (diversity, most)
        cross join few_of_a_collection as o
    ),

    shown as (
        select
            v.*,
            row_number() over (order by v.varied_score desc, v.movie_id asc)::integer as place
        from varied as v
        qualify place <= v.most
    ),

    liked_features as (
        from seed_features(judgements)
    ),

    shared as (
        select
            s.movie_id,
            part_of_kind(f.kind) as kind,
            n.name,
            sum(f.strength * l.liked_strength) as strength
        from shown as s
        inner join features_of_films as f on s.movie_id = f.movie_id
        inner join liked_features as l on f.feature_id = l.feature_id and l.liked_strength > 0
        inner join features as n on f.feature_id = n.feature_id
        group by s.movie_id, part_of_kind(f.kind), n.name
    ),

    named as (
        select
            s.movie_id,
            s.kind,
            sum(s.strength) / 1000000 as score,
            list_sort(list({ 'rank': -s.strength, 'name': s.name }))[:3] as shared
        from shared as s
        group by s.movie_id, s.kind
    ),

    parts (movie_id, kind, names, score) as (
        select
            n.movie_id,
            n.kind,
            list_transform(n.shared, lambda f: f.name),
            n.score
        from named as n
        union all
        select
            s.movie_id,
            'series',
            list_filter([c.name], lambda name: name is not null),
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

    told as (
        select
            p.movie_id,
            list_sort(list({ 'rank': -p.score, 'kind': p.kind, 'names': p.names })) as parts
        from parts as p
        where p.score >= 0.05
        group by p.movie_id
    ),

    contributions as (
        select
            t.movie_id,
            list_transform(
                t.parts,
                lambda p: {
                    'kind': p.kind,
                    'names': p.names,
                    'share': round(p.rank / list_aggregate(list_transform(t.parts, lambda q: q.rank), 'fsum'), 3)
                }
            ) as parts
        from told as t
    )

    select
        s.place,
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
    order by s.place;
