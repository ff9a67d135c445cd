-- How many films were released in a month of the year, over all years.
--
-- /// endpoint
-- path = "/peliculas_mes/{mes}"
-- aliases = ["/cantidad_filmaciones_mes/{mes}"]
-- answer = "one"
-- compiled = "month_totals.name_key"
-- [parameters.mes]
-- about = "Month in Spanish, in any case, with or without accents."
-- example = "enero"
-- vocabulary = "month"
-- closed = true
-- ///
-- /// columns
-- [columns.mes]
-- of = "month_totals.name"
-- [columns.cantidad]
-- of = "month_totals.films"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro peliculas_mes(mes varchar) as table
    select
        t.name as mes,
        t.films as cantidad,
        format('{} películas fueron estrenadas en el mes de {}', t.films, t.name) as mensaje
    from (select mes) as asked (name)
    inner join derived.month_totals as t on normalized(asked.name) = t.name_key;
