-- The films that are liked and disliked, by id or by exact title, in any case, with or without accents: a list of {movie_id,
-- sign}, 1 for liked and -1 for disliked; null when one of them is unknown.
--
-- A number is an id if a film has it, else a title. Of several films with a title the one with most votes counts. Titles are
-- looked up only for what is no id, because that is the slower way.
create or replace macro judged_films(liked_names, disliked_names) as (
    with asked (word, sign) as materialized (
        select
            unnest(liked_names),
            1
        union all
        select
            unnest(disliked_names),
            -1
    ),

    found_by_id as materialized (
        select
            a.word,
            a.sign,
            s.movie_id
        from asked as a
        inner join film_standing as s on try_cast(trim(a.word) as integer) = s.movie_id
    ),

    titles as (
        select
            normalized(a.word) as title_key,
            a.sign
        from asked as a
        anti join found_by_id as f on a.word = f.word
    ),

    found as (
        select
            f.movie_id,
            f.sign
        from found_by_id as f
        union all
        select
            s.movie_id,
            t.sign
        from titles as t
        inner join film_standing as s on t.title_key = s.title_key
        where s.movie_id = s.namesake_id
    ),

    films as (
        select distinct
            f.movie_id,
            f.sign
        from found as f
    )

    select
        if(
            (select count(*) from found) = (select count(*) from asked),
            list({ 'movie_id': f.movie_id, 'sign': f.sign } order by f.sign desc, f.movie_id asc),
            null
        )
    from films as f
);
