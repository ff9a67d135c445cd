-- The words that most titles have.
--
-- Words are written in lower case and without accents; those of one or two letters and those that every English text has, such as
-- the, are left out. A title counts once however often it has the word.
--
-- /// endpoint
-- path = "/stats/title_words"
-- answer = "many"
-- order = ["-films", "word"]
-- page = 100
-- [parameters.language]
-- about = "Only films made in this language, by its ISO 639-1 code, such as fr."
-- [parameters.min_films]
-- about = "Only words that so many titles have; 2 if it is not given."
-- ///
-- /// columns
-- of = ["title_word_totals"]
-- ///
create or replace macro title_words(language varchar := null, min_films integer := 2) as table
    with sums as (
        select
            t.word,
            sum(t.films)::bigint as films,
            sum(t.vote_count)::bigint as vote_count
        from (select language) as asked (language_code)
        cross join derived.title_word_totals as t
        where asked.language_code is null or lower(asked.language_code) = lower(t.original_language)
        group by t.word
    )

    select s.*
    from (select min_films) as asked (films)
    inner join sums as s on asked.films <= s.films;
