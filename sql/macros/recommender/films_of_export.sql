-- The films that the records of an export of another site mean, by their numbers: by TMDB id, else by MovieLens id
-- (movielens_links), else by one of its titles (films_by_title) and year of release.
--
-- exported is a list of {line, tmdb_id, movielens_id, titles, year, is_liked}, where null is what the export does not say. Of
-- several films with a title and a year the one with most votes counts. A record that means no film has no row.
--
-- /// macro
-- examples = [
--     { exported = [{ line = 2, tmdb_id = 862, titles = ["Toy Story"], is_liked = true }] },
--     { exported = [{ line = 2, titles = ["Hit", "heat"], year = 1995 }, { line = 3, movielens_id = 1 }] },
--     { exported = [{ line = 2, titles = ["Nothing at all"], year = 1995 }] },
-- ]
-- ///
create or replace macro films_of_export(exported) as table
    with asked (record) as (
        select
            unnest(
                exported::struct(
                    line integer, tmdb_id integer, movielens_id integer, titles varchar[], "year" integer, is_liked boolean
                )[]
            )
    ),

    choices (line, preference, movie_id) as (
        select
            a.record.line,
            1,
            m.movie_id
        from asked as a
        inner join movies as m on a.record.tmdb_id = m.movie_id
        union all
        select
            a.record.line,
            2,
            l.movie_id
        from asked as a
        inner join movielens_links as l on a.record.movielens_id = l.movielens_id
        union all
        select
            a.record.line,
            3,
            t.movie_id
        from (
            select
                b.record,
                unnest(b.record.titles) as title
            from asked as b
        ) as a
        inner join derived.films_by_title as t on title_key(a.title) = t.title_key and a.record.year = t.asked_year
        where fits_spelling(title_spelling(a.title), t.spelling, t.spelled_apart)
    ),

    chosen as (
        select
            c.line,
            arg_min(c.movie_id, (c.preference, c.movie_id)) as movie_id
        from choices as c
        group by c.line
    )

    select
        c.line,
        m.movie_id,
        m.title,
        m.release_year,
        a.record.is_liked is true as is_liked
    from chosen as c
    inner join asked as a on c.line = a.record.line
    inner join movies as m on c.movie_id = m.movie_id
    order by c.line;
