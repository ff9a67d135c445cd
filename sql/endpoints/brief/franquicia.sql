-- How many films a series has and what they made.
--
-- ganancia is the box office, beneficio the box office less the cost, both in US dollars; unknown money counts as 0.
--
-- /// endpoint
-- path = "/franquicia/{franquicia}"
-- answer = "one"
-- compiled = "franchise_names.name_key"
-- [parameters.franquicia]
-- about = "Name of the series, with or without the word Collection at its end."
-- example = "Toy Story"
-- vocabulary = "collection"
-- ///
-- /// columns
-- [columns.franquicia]
-- of = "franchise_names.name"
-- [columns.cantidad]
-- of = "franchise_names.films"
-- [columns.ganancia_total]
-- of = "franchise_names.revenue_total"
-- [columns.ganancia_promedio]
-- of = "franchise_names.revenue_mean"
-- [columns.beneficio_total]
-- of = "franchise_names.profit_total"
-- [columns.beneficio_promedio]
-- of = "franchise_names.profit_mean"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro franquicia(franquicia varchar) as table
    select
        t.name as franquicia,
        t.films as cantidad,
        t.revenue_total as ganancia_total,
        t.revenue_mean as ganancia_promedio,
        t.profit_total as beneficio_total,
        t.profit_mean as beneficio_promedio,
        format(
            'La franquicia {} posee {} películas, una ganancia total de {} y una ganancia promedio de {}',
            t.name,
            t.films,
            t.revenue_total,
            round(t.revenue_mean, 2)
        ) as mensaje
    from (select franquicia) as asked (name)
    inner join derived.franchise_names as t on normalized(asked.name) = t.name_key;
