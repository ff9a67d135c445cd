-- Which films some words name, in the order of the words: by id or by any of their titles (films_by_title), with a year behind it
-- or without.
--
-- films has a film for each way in which the word can be read: none when nothing is named so, two when a number is the id of one
-- film and the main title of another. id:300 is an id only, title:300 a title only. Of several films with a title the one with
-- most votes counts.
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
                regexp_replace(a.word, '^\s*title:', '', 'i')
            ) as title
        from asked as a
    ),

    named_by_id as (
        select
            r.place,
            m.movie_id,
            m.title,
            m.release_year
        from readings as r
        inner join movies as m on r.movie_id = m.movie_id
    ),

    -- The id of a film is the title of another only where that is written so: 812 is no way to write 8½ then.
    named_by_title as (
        select
            r.place,
            t.movie_id,
            t.title,
            t.release_year
        from readings as r
        inner join
            derived.films_by_title as t
            on title_key(r.title) = t.title_key and title_year(r.title) is not distinct from t.asked_year
        left join named_by_id as n on r.place = n.place
        where
            fits_spelling(title_spelling(r.title), t.spelling, t.spelled_apart)
            and (n.movie_id is null or title_spelling(t.title) = title_spelling(r.title))
    ),

    choices as (
        from named_by_id
        union
        from named_by_title
    )

    select
        a.place,
        a.word,
        coalesce(
            list_sort(list({ 'id': c.movie_id, 'title': c.title, 'year': c.release_year }) filter (where c.movie_id is not null)),
            []
        ) as films
    from asked as a
    left join choices as c on a.place = c.place
    group by a.place, a.word
    order by a.place;
