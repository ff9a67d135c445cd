-- The ten films to recommend after each film of a range of ids, with all that an answer shows of them: the rows of
-- recommendations.
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

    places as (
        select
            n.movie_id,
            list_sort(
                list({
                    'place': n.place,
                    'title': m.title,
                    'release_year': m.release_year,
                    'directors': d.names,
                    'motivo': coalesce(t.motivo, 'lo más parecido que hay en el catálogo')
                })
            ) as films
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.neighbours as n
        inner join movies as m on n.other_id = m.movie_id
        left join told as t on n.movie_id = t.movie_id and n.place = t.place
        left join derived.film_directors as d on n.other_id = d.movie_id
        where n.place <= 10 and (n.movie_id between asked.first_id and asked.last_id) is true
        group by n.movie_id
    )

    select
        f.movie_id,
        list_transform(f.films, lambda o: o.title) as titles,
        list_transform(f.films, lambda o: o.release_year) as release_years,
        list_transform(f.films, lambda o: o.directors) as directors,
        list_transform(f.films, lambda o: o.motivo) as reasons
    from places as f
    order by f.movie_id;
