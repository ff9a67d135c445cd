-- A language of films: films, money and votes.
--
-- A film is of the language that it was made in (films_made) and of those that are spoken in it (films_spoken); films has both,
-- each film once, and so have the other numbers. Unknown money counts as 0 in the sums; the return is that of the films whose
-- budget and revenue are both known, 0 where there is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/languages/{language}"
-- answer = "one"
-- tag = "languages"
-- [parameters.language]
-- about = "ISO 639-1 code of the language, in any case."
-- example = "fr"
-- of = "languages.language_code"
-- ///
-- /// columns
-- of = ["list_languages()"]
-- ///
create or replace macro language(language varchar) as table
    select t.*
    from (select language) as asked (language_code)
    inner join list_languages() as t on lower(asked.language_code) = lower(t.language_code);
