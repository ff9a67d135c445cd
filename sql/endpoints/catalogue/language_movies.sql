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
-- [parameters.language]
-- about = "ISO 639-1 code of the language, in any case."
-- example = "fr"
-- of = "languages.language_code"
-- ///
-- /// columns
-- of = ["list_movies()"]
-- ///
create or replace macro language_movies(language varchar) as table
    select m.*
    from list_movies() as m
    where m.movie_id in (
        select g.movie_id
        from film_groups as g
        where g.kind = 'language' and lower(g.group_code) = lower(language)
    );
