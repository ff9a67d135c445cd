-- The films that are liked, disliked and only seen, as films_named reads them: a list of {movie_id, sign}, 1 for liked, -1 for
-- disliked and 0 for seen; null when one of the words names no film, or either of two.
create or replace macro parse_judgements(liked_words, disliked_words, seen_words) as (
    with named as (
        select
            f.films,
            1 as sign
        from films_named(liked_words) as f
        union all
        select
            f.films,
            -1 as sign
        from films_named(disliked_words) as f
        union all
        select
            f.films,
            0 as sign
        from films_named(seen_words) as f
    )

    select
        if(
            bool_and(len(n.films) = 1),
            list_sort(list_distinct(list({ 'movie_id': n.films[1].id, 'sign': n.sign }))),
            null
        )
    from named as n
);
