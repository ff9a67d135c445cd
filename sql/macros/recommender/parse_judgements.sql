-- The films that are liked, disliked and only seen, as films_named reads them: a list of {movie_id, sign}, 1 for liked, -1 for
-- disliked and 0 for seen; null when one of the words names no film, or either of two.
create or replace macro parse_judgements(liked_words, disliked_words, seen_words) as (
    with words (liked, disliked) as (
        select
            coalesce(len(liked_words), 0),
            coalesce(len(disliked_words), 0)
    ),

    named as (
        from films_named(list_concat(liked_words, list_concat(disliked_words, seen_words)))
    )

    select
        if(
            bool_and(len(n.films) = 1),
            list_sort(
                list_distinct(
                    list(
                        {
                            'movie_id': n.films[1].id,
                            'sign': case when n.place <= w.liked then 1 when n.place <= w.liked + w.disliked then -1 else 0 end
                        }
                    )
                )
            ),
            null
        )
    from words as w
    cross join named as n
);
