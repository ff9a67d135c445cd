-- Why films are recommended: what makes up their scores, and the reason in Spanish.
--
-- scored is a list of {movie_id, collection_id, series_part, year_part, quality_part, liked_part}; liked_features is a list of
-- {feature_id, liked_strength} of what is liked, as of taste_of. Parts of less than 0.05 are not told.
--
-- /// macro
-- [[examples]]
-- scored = [
--     { movie_id = 863, collection_id = 10194, series_part = 5.5, year_part = 1.2, quality_part = 0.6, liked_part = 0.1 },
--     { movie_id = 949, collection_id = 0, series_part = 0, year_part = 1.5, quality_part = 0.6, liked_part = -0.1 },
-- ]
-- liked_features = [{ feature_id = 1, liked_strength = 500 }, { feature_id = 30, liked_strength = 900 }]
-- [[examples]]
-- scored = [{ movie_id = 949, collection_id = 0, series_part = 0, year_part = 0, quality_part = 0, liked_part = 0 }]
-- liked_features = [{ feature_id = 0, liked_strength = 500 }]
-- ///
create or replace macro score_reasons(scored, liked_features) as table
    with films as (
        select unnest(scored, recursive := true)
    ),

    liked as (
        select unnest(liked_features, recursive := true)
    ),

    shared as (
        select
            f.movie_id,
            part_of_kind(o.kind) as part,
            n.name,
            o.strength * l.liked_strength as strength
        from films as f
        inner join features_of_films as o on f.movie_id = o.movie_id
        inner join liked as l on o.feature_id = l.feature_id
        inner join features as n on o.feature_id = n.feature_id
        where l.liked_strength > 0
    ),

    named as (
        select
            s.movie_id,
            s.part,
            s.name,
            lower(any_value(g.spanish_name)) as spanish_name,
            sum(s.strength) as strength
        from shared as s
        left join spanish_genres as g on s.name = g.name and s.part = 'genre'
        group by s.movie_id, s.part, s.name
    ),

    parts (movie_id, part, names, told_names, score) as (
        select
            n.movie_id,
            n.part,
            list(n.name order by n.strength desc, n.name asc)[:3],
            list(coalesce(n.spanish_name, n.name) order by n.strength desc, n.name asc)[:3],
            sum(n.strength) / 1000000
        from named as n
        group by n.movie_id, n.part
        union all
        select
            f.movie_id,
            'series',
            if(c.name is null, [], [c.name]),
            if(c.name is null, [], [c.name]),
            f.series_part
        from films as f
        inner join collections as c on f.collection_id = c.collection_id
        union all
        select
            f.movie_id,
            unnest(['year', 'quality', 'liked']),
            [],
            [],
            unnest([f.year_part, f.quality_part, f.liked_part])
        from films as f
    ),

    told as (
        select
            p.movie_id,
            list({ 'kind': p.part, 'names': p.names, 'score': p.score } order by p.score desc, p.part asc) as parts,
            fsum(p.score order by p.score desc, p.part asc) as score,
            reason(p.part, if(len(p.told_names) = 1, k.told_of_one, k.told), k.precedence, p.told_names, p.score) as motivo
        from parts as p
        inner join score_parts as k on p.part = k.part
        where p.score >= 0.05
        group by p.movie_id
    )

    select
        f.movie_id,
        coalesce(t.motivo, 'lo más parecido que hay en el catálogo') as motivo,
        coalesce(
            list_transform(
                t.parts, lambda p: { 'kind': p.kind, 'names': p.names, 'share': round(p.score / t.score, 3) }
            ),
            []
        ) as contributions
    from films as f
    left join told as t on f.movie_id = t.movie_id;
