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
        select
            p.movie_id,
            p.place,
            list({ 'kind': p.kind, 'names': p.names } order by p.score desc, p.kind asc) as parts
        from neighbour_parts(first_id, last_id, 10) as p
        where p.score >= 0.05
        group by p.movie_id, p.place
    )

    select
        n.movie_id,
        list(m.title order by n.place) as titles,
        list(m.release_year order by n.place) as release_years,
        list(d.names order by n.place) as directors,
        list(coalesce(nullif(reason(p.parts), ''), 'de lo mejor valorado del catálogo') order by n.place) as reasons
    from (select first_id, last_id) as asked (first_id, last_id)
    cross join neighbours as n
    inner join movies as m on n.other_id = m.movie_id
    left join parts as p on n.movie_id = p.movie_id and n.place = p.place
    left join film_directors as d on n.other_id = d.movie_id
    where n.place <= 10 and (n.movie_id between asked.first_id and asked.last_id) is true
    group by n.movie_id
    order by n.movie_id;
