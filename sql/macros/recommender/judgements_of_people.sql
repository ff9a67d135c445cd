-- What each of several people asks for: rows of place, person and judgements, as of parse_judgements; none when one of the words
-- names no film, or either of two. Films that are disliked or seen are so for everybody.
--
-- asked_people is as for films_of_people. Who likes liked_words is the first person; one without a name is called by the place.
--
-- /// macro
-- examples = [
--     { liked_words = [], disliked_words = [], seen_words = [], asked_people = ["Ana=862", "heat"] },
--     { liked_words = ["863"], disliked_words = ["949"], seen_words = ["238"], asked_people = ["Ana=862"] },
--     { liked_words = [], disliked_words = [], seen_words = ["nothing"], asked_people = ["862"] },
-- ]
-- ///
create or replace macro judgements_of_people(liked_words, disliked_words, seen_words, asked_people) as table
    with words (liked, disliked, seen, people) as (
        select
            liked_words,
            disliked_words,
            seen_words,
            asked_people
    ),

    liked as (
        from films_named((select w.liked from words as w))
    ),

    disliked as (
        from films_named((select w.disliked from words as w))
    ),

    seen as (
        from films_named((select w.seen from words as w))
    ),

    liked_by_others as (
        from films_of_people((select w.people from words as w))
    ),

    given (place, person, films) as (
        select
            1,
            null,
            l.films
        from liked as l
        union all
        select
            o.person_place + if(coalesce(len(w.liked), 0) > 0, 1, 0),
            o.person,
            o.films
        from liked_by_others as o
        cross join words as w
    ),

    for_everybody (sign, films) as (
        select
            -1,
            d.films
        from disliked as d
        union all
        select
            0,
            s.films
        from seen as s
    ),

    shared as (
        select
            coalesce(bool_and(len(e.films) = 1), true) as is_clear,
            coalesce(list({ 'movie_id': e.films[1].id, 'sign': e.sign }) filter (where len(e.films) = 1), []) as judgements
        from for_everybody as e
    ),

    own as (
        select
            g.place,
            any_value(g.person) as person,
            bool_and(len(g.films) = 1) as is_clear,
            list({ 'movie_id': g.films[1].id, 'sign': 1 }) as judgements
        from given as g
        group by g.place
    ),

    everybody as (
        select
            o.*,
            min(o.is_clear::integer) over () = 1 as are_clear
        from own as o
    )

    select
        e.place,
        coalesce(e.person, e.place::varchar) as person,
        list_sort(list_distinct(list_concat(e.judgements, s.judgements))) as judgements
    from everybody as e
    cross join shared as s
    where e.are_clear and s.is_clear
    order by e.place;
