-- The films of a language, those with most votes first. Columns are as in /movies.
--
-- These are the films that were made in it and those in which it is spoken; the filters original_language and languages__contains
-- keep the ones or the others.
--
-- /// endpoint
-- path = "/languages/{language}/movies"
-- answer = "many"
-- tag = "languages"
-- order = ["-vote_count", "movie_id"]
-- facets_of = "list_movies"
-- rows_of = "list_movies"
-- [parameters.language]
-- about = "ISO 639-1 code of the language, in any case."
-- example = "fr"
-- of = "languages.language_code"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro language_movies(language varchar) as table
    with in_language as (
        select m.movie_id
        from (select language) as asked (language_code)
        inner join movies as m on lower(asked.language_code) = lower(m.original_language)
        union
        select l.movie_id
        from (select language) as asked (language_code)
        inner join movie_languages as l on lower(asked.language_code) = lower(l.language_code)
    )

    select m.*
    from in_language as l
    inner join listed_films() as m on l.movie_id = m.movie_id;
