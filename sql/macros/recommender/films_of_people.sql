-- Which films each of several people likes, in the order in which they are given: a row for each word that names a film.
--
-- A person is a text of words with semicolons between them, which films_named reads, after a name and "=" if there is one, as in
-- 'Ana=862;The Godfather'; without a name person is null. A person without words has the word '', which names no film.
--
-- /// macro
-- examples = [
--     { asked_people = ["Ana=862;The Godfather", "heat"] },
--     { asked_people = [" = 862 ;; id:949", "Ana=", "nothing"] },
--     { asked_people = [] },
-- ]
-- ///
create or replace macro films_of_people(asked_people) as table
    with asked (person_place, text) as (
        select
            generate_subscripts(asked_people::varchar[], 1),
            unnest(asked_people::varchar[])
    ),

    given as (
        select
            a.person_place,
            nullif(trim(regexp_extract(a.text, '^([^=]*)=', 1)), '') as person,
            list_filter(
                list_transform(string_split(regexp_replace(a.text, '^[^=]*=', ''), ';'), lambda word: trim(word)),
                lambda word: word != ''
            ) as words
        from asked as a
    ),

    counted as (
        select
            g.person_place,
            g.person,
            if(len(g.words) = 0, [''], g.words) as words,
            sum(greatest(len(g.words), 1)) over (order by g.person_place) as last_place
        from given as g
    ),

    all_words as (
        select flatten(list(c.words order by c.person_place)) as words
        from counted as c
    ),

    named as (
        from films_named((select a.words from all_words as a))
    )

    select
        n.place,
        c.person_place,
        c.person,
        n.word,
        n.films
    from named as n
    inner join counted as c on n.place > c.last_place - len(c.words) and n.place <= c.last_place
    order by n.place;
