-- The ten films to recommend after each film of a range of ids, with all that an answer shows of them: the rows of
-- recommendations.
--
-- What makes up a score and the reason are those of score_reasons.
--
-- /// macro
-- examples = [
--     { first_id = 862, last_id = 862 },
--     { first_id = 1, last_id = 999 },
--     { first_id = 999999999, last_id = 999999999 },
-- ]
-- ///
create or replace macro film_recommendations(first_id, last_id) as table
    with parts as (
        from neighbour_parts(first_id, last_id, 10)
    ),

    spanish as (
        select map(list(g.name), list(lower(g.spanish_name))) as genres
        from derived.spanish_genres as g
    ),

    told as (
        select
            p.movie_id,
            p.place,
            list_sort(list({ 'rank': -p.score, 'kind': p.kind, 'names': p.names[:3] })) as parts,
            reason(
                p.kind,
                if(len(p.names) = 1, k.told_of_one, k.told),
                k.precedence,
                if(p.kind = 'genre', list_transform(p.names[:3], lambda name: coalesce(s.genres[name], name)), p.names),
                p.score
            ) as motivo
        from parts as p
        cross join spanish as s
        inner join derived.score_parts as k on p.kind = k.part
        where p.score >= 0.05
        group by p.movie_id, p.place
    ),

    summed as (
        select
            t.*,
            -list_aggregate(list_transform(t.parts, lambda p: p.rank), 'fsum') as score
        from told as t
    )

    select
        n.movie_id,
        n.place,
        n.other_id,
        n.score,
        d.title,
        d.release_year,
        d.directors,
        coalesce(t.motivo, 'lo más parecido que hay en el catálogo') as reason,
        coalesce(
            list_transform(
                t.parts,
                lambda p: { 'kind': p.kind, 'names': p.names, 'share': round(-p.rank / t.score, 3)::decimal(4, 3) }
            ),
            []
        ) as contributions
    from (select first_id, last_id) as asked (first_id, last_id)
    cross join derived.neighbours as n
    inner join derived.film_details as d on n.other_id = d.movie_id
    left join summed as t on n.movie_id = t.movie_id and n.place = t.place
    where n.place <= 10 and (n.movie_id between asked.first_id and asked.last_id) is true
    order by n.movie_id, n.place;
