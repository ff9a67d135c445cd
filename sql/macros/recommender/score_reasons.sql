-- Why films are recommended to each of some people: what makes up their scores, and the reason in Spanish.
--
-- scored is a list of {place, movie_id, collection_id, series_part, year_part, quality_part, liked_part}; liked_features has a
-- list for each place, of {feature_id, liked_strength} of what is liked, as of taste_of. Parts of less than 0.05 are not told.
--
-- /// macro
-- [[examples]]
-- scored = [
--     { place = 1, movie_id = 863, collection_id = 10194, series_part = 5.5, year_part = 1.2, quality_part = 0, liked_part = 0 },
--     { place = 1, movie_id = 949, collection_id = 0, series_part = 0, year_part = 1.5, quality_part = 0.6, liked_part = -0.1 },
--     { place = 2, movie_id = 949, collection_id = 0, series_part = 0, year_part = 0.5, quality_part = 0.6, liked_part = 0 },
-- ]
-- liked_features = [
--     [{ feature_id = 1, liked_strength = 500 }, { feature_id = 30, liked_strength = 900 }],
--     [{ feature_id = 30, liked_strength = 700 }],
-- ]
-- [[examples]]
-- scored = [
--     { place = 1, movie_id = 949, collection_id = 0, series_part = 0, year_part = 0, quality_part = 0, liked_part = 0 },
-- ]
-- liked_features = [[{ feature_id = 0, liked_strength = 500 }]]
-- ///
create or replace macro score_reasons(scored, liked_features) as table
    with films as (
        select unnest(scored, recursive := true)
    ),

    given (features) as (
        select liked_features
    ),

    liked_by as (
        select
            generate_subscripts(g.features, 1) as place,
            unnest(g.features) as features
        from given as g
    ),

    liked as (
        select
            b.place,
            unnest(b.features) as feature
        from liked_by as b
    ),

    named as (
        select
            f.place,
            f.movie_id,
            part_of_kind(o.kind) as part,
            n.name,
            any_value(coalesce(n.told_name, n.name)) as told_name,
            sum(o.strength * l.feature.liked_strength) as strength
        from films as f
        inner join derived.features_of_films as o on f.movie_id = o.movie_id
        inner join
            liked as l
            on f.place * 4294967296 + o.feature_id = l.place * 4294967296 + l.feature.feature_id
        inner join derived.features as n on o.feature_id = n.feature_id
        where l.feature.liked_strength > 0
        group by f.place, f.movie_id, part_of_kind(o.kind), n.name
    ),

    parts (place, movie_id, part, names, score) as (
        select
            n.place,
            n.movie_id,
            n.part,
            list_sort(list({ 'rank': -n.strength, 'name': n.name, 'told_name': n.told_name }))[:3],
            sum(n.strength) / 1000000
        from named as n
        group by n.place, n.movie_id, n.part
        union all
        select
            f.place,
            f.movie_id,
            unnest(['series', 'year', 'quality', 'liked']),
            unnest([
                list_filter([{ 'rank': 0, 'name': c.name, 'told_name': c.name }], lambda shared: shared.name is not null),
                [],
                [],
                []
            ]),
            unnest([f.series_part, f.year_part, f.quality_part, f.liked_part])
        from films as f
        left join collections as c on f.collection_id = c.collection_id
    ),

    told as (
        select
            p.place,
            p.movie_id,
            list_sort(list({ 'rank': -p.score, 'kind': p.part, 'names': p.names })) as parts,
            reason(
                p.part,
                if(len(p.names) = 1, k.told_of_one, k.told),
                k.precedence,
                list_transform(p.names, lambda shared: shared.told_name),
                p.score
            ) as motivo
        from parts as p
        inner join derived.score_parts as k on p.part = k.part
        where p.score >= 0.05
        group by p.place, p.movie_id
    ),

    summed as (
        select
            t.*,
            -list_aggregate(list_transform(t.parts, lambda p: p.rank), 'fsum') as score
        from told as t
    )

    select
        f.place,
        f.movie_id,
        coalesce(t.motivo, 'lo más parecido que hay en el catálogo') as motivo,
        coalesce(
            list_transform(
                t.parts,
                lambda p: {
                    'kind': p.kind,
                    'names': list_transform(p.names, lambda shared: shared.name),
                    'share': round(-p.rank / t.score, 3)
                }
            ),
            []
        ) as contributions
    from films as f
    left join summed as t on f.place = t.place and f.movie_id = t.movie_id;
