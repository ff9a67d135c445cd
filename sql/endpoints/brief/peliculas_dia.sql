-- How many films were released on a day of the week, over all years.
--
-- /// endpoint
-- path = "/peliculas_dia/{dia}"
-- aliases = ["/cantidad_filmaciones_dia/{dia}"]
-- answer = "one"
-- compiled = "weekday_totals.name_key"
-- [parameters.dia]
-- about = "Day of the week in Spanish, in any case, with or without accents."
-- example = "viernes"
-- vocabulary = "weekday"
-- closed = true
-- ///
-- /// columns
-- [columns.dia]
-- of = "weekday_totals.name"
-- [columns.cantidad]
-- of = "weekday_totals.films"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro peliculas_dia(dia varchar) as table
    select
        t.name as dia,
        t.films as cantidad,
        format('{} películas fueron estrenadas en los días {}', t.films, t.name) as mensaje
    from (select dia) as asked (name)
    inner join derived.weekday_totals as t on normalized(asked.name) = t.name_key;
