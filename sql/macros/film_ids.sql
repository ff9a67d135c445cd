-- The ids of films that are named by id or by exact title, in any case, with or without accents; null when one of them is
-- unknown.
--
-- A number is an id if a film has it, else a title. Of several films with a title the one with most votes counts.
create or replace macro film_ids(id_or_titles) as (
    with asked (word) as (
        select unnest(id_or_titles)
    ),

    found as (
        select coalesce(m.movie_id, t.films[1].movie_id) as movie_id
        from asked as a
        left join movies as m on try_cast(trim(a.word) as integer) = m.movie_id
        left join films_by_title as t on normalized(a.word) = t.title_key
    )

    select if(bool_and(f.movie_id is not null), list(distinct f.movie_id order by f.movie_id), null)
    from found as f
);
