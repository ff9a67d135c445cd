-- The success of a director, measured by the returns of the films, and every film with its return, cost and box office.
--
-- Names are not unique: the films of all directors with the name are counted together unless an id is given. The lists are
-- parallel, by release; unknown money is 0, and so is the return without a known cost.
--
-- /// endpoint
-- path = "/get_director/{nombre_director}"
-- aliases = ["/director/{nombre_director}"]
-- answer = "one"
-- compiled = "director_totals.name_key"
-- [parameters.nombre_director]
-- about = "Name of the director, whole, in any case, with or without accents."
-- example = "John Lasseter"
-- vocabulary = "director"
-- [parameters.id]
-- about = "Id of the person, to choose one of several that share the name."
-- ///
-- /// columns
-- [columns.director]
-- of = "director_totals.name"
-- [columns.retorno_total_director]
-- of = "director_totals.return_total"
-- [columns.retorno_promedio]
-- of = "director_totals.return_mean"
-- [columns.peliculas]
-- of = "director_totals.titles"
-- [columns.anio]
-- of = "director_totals.release_dates"
-- [columns.retorno_pelicula]
-- of = "director_totals.returns"
-- [columns.budget_pelicula]
-- of = "director_totals.budgets"
-- [columns.revenue_pelicula]
-- of = "director_totals.revenues"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro get_director(nombre_director varchar, id integer := null) as table
    select
        t.name as director,
        t.return_total as retorno_total_director,
        t.return_mean as retorno_promedio,
        t.titles as peliculas,
        t.release_dates as anio,
        t."returns" as retorno_pelicula,
        t.budgets as budget_pelicula,
        t.revenues as revenue_pelicula,
        format(
            '{} ha dirigido {} películas, con un retorno total de {} y un promedio de {} por película{}',
            t.name,
            t.films,
            round(t.return_total, 2),
            round(t.return_mean, 2),
            t.namesakes
        ) as mensaje
    from (select nombre_director, id) as asked (name, person_id)
    inner join
        derived.director_totals as t
        on normalized(asked.name) = t.name_key and asked.person_id is not distinct from t.person_id;
