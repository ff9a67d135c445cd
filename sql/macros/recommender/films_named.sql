-- Which films some words name, in the order of the words: by id or by exact title, in any case, with or without accents.
--
-- films has a film for each way in which the word can be read: none when nothing is named so, two when a number is the id of one
-- film and the title of another. id:300 is an id only, title:300 a title only. Of several films with a title the one with most
-- votes counts.
--
-- /// macro
-- examples = [
--     { asked_words = ["862", "Heat"] },
--     { asked_words = ["id:862", "title: heat", "title:862", "nothing"] },
--     { asked_words = [] },
-- ]
-- ///
create or replace macro films_named(asked_words) as table
    with asked (place, word) as (
        select
            generate_subscripts(asked_words::varchar[], 1),
            unnest(asked_words::varchar[])
    ),

    readings as (
        select
            a.place,
            a.word,
            try_cast(regexp_extract(a.word, '^\s*(id:)?\s*([0-9]+)\s*$', 2, 'i') as integer) as movie_id,
            if(
                regexp_full_match(a.word, '\s*id:\s*[0-9]+\s*', 'i'),
                null,
                normalized(regexp_replace(a.word, '^\s*title:', '', 'i'))
            ) as title_key
        from asked as a
    ),

    choices as (
        select
            r.place,
            m.movie_id,
            m.title,
            m.release_year
        from readings as r
        inner join movies as m on r.movie_id = m.movie_id
        union
        select
            r.place,
            t.movie_id,
            t.title,
            t.release_year
        from readings as r
        inner join films_by_title as t on r.title_key = t.title_key and t.asked_year is null
    )

    select
        a.place,
        a.word,
        coalesce(
            list({ 'id': c.movie_id, 'title': c.title, 'year': c.release_year } order by c.movie_id)
            filter (where c.movie_id is not null),
            []
        ) as films
    from asked as a
    left join choices as c on a.place = c.place
    group by a.place, a.word
    order by a.place;
