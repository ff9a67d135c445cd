-- How many films were made in a language.
--
-- /// endpoint
-- path = "/peliculas_idioma/{idioma}"
-- aliases = ["/peliculas/idioma/{idioma}"]
-- answer = "one"
-- compiled = "original_language_totals.name_key"
-- [parameters.idioma]
-- about = "ISO 639-1 code of the original language, as it stands in the data, or its name in Spanish or in itself."
-- example = "fr"
-- vocabulary = "language"
-- ///
-- /// columns
-- [columns.idioma]
-- of = "original_language_totals.language_code"
-- [columns.cantidad]
-- of = "original_language_totals.films"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro peliculas_idioma(idioma varchar) as table
    select
        t.language_code as idioma,
        t.films as cantidad,
        format('{} películas fueron estrenadas en idioma {}', t.films, t.language_code) as mensaje
    from (select idioma) as asked (name)
    inner join derived.original_language_totals as t on normalized(asked.name) = t.name_key;
