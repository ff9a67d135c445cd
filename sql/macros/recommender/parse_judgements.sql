-- The films that are liked and disliked, by id or by exact title, in any case, with or without accents: a list of {movie_id,
-- sign}, 1 for liked and -1 for disliked; null when one of them is unknown.
--
-- A number is an id if a film has it, else a title. Of several films with a title the one with most votes counts.
create or replace macro parse_judgements(liked_names, disliked_names) as (
    with asked (word, sign) as (
        select
            unnest(liked_names),
            1
        union all
        select
            unnest(disliked_names),
            -1
    ),

    named as (
        select
            a.word,
            a.sign,
            s.movie_id
        from asked as a
        left join film_priors as s on try_cast(trim(a.word) as integer) = s.movie_id
    ),

    films as (
        select
            n.movie_id,
            n.sign
        from named as n
        where n.movie_id is not null
        union
        select
            t.movie_id,
            n.sign
        from named as n
        left join films_by_title as t on normalized(n.word) = t.title_key and t.asked_year is null
        where n.movie_id is null
    )

    select
        if(
            bool_and(f.movie_id is not null),
            list({ 'movie_id': f.movie_id, 'sign': f.sign } order by f.sign desc, f.movie_id asc),
            null
        )
    from films as f
);
