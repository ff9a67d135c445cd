-- How many films a country produced, alone or with others.
--
-- /// endpoint
-- path = "/peliculas_pais/{pais}"
-- aliases = ["/peliculas/pais/{pais}"]
-- answer = "one"
-- compiled = "country_totals.name_key"
-- [parameters.pais]
-- about = "Name of the country, in English as it stands in the data, or in Spanish."
-- example = "Spain"
-- vocabulary = "country"
-- ///
-- /// columns
-- [columns.pais]
-- of = "country_totals.name"
-- [columns.cantidad]
-- of = "country_totals.films"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro peliculas_pais(pais varchar) as table
    select
        t.name as pais,
        t.films as cantidad,
        format('Se produjeron {} películas en el país {}', t.films, t.name)
        || case
            when len(t.country_codes) = 1 then ''
            else
                format(
                    '. {} países comparten este nombre y se suman aquí ({})',
                    len(t.country_codes),
                    array_to_string(t.country_codes, ', ')
                )
        end as mensaje
    from (select pais) as asked (name)
    inner join derived.country_totals as t on normalized(asked.name) = t.name_key;
