-- What the films of a production company made.
--
-- Names are not unique: the films of all companies with the name are counted together unless an id is given.
--
-- /// endpoint
-- path = "/productoras_exitosas/{productora}"
-- aliases = ["/productoras/{productora}"]
-- answer = "one"
-- compiled = "company_totals.name_key"
-- [parameters.productora]
-- about = "Name of the company, whole, in any case, with or without accents."
-- example = "Pixar Animation Studios"
-- vocabulary = "company"
-- [parameters.id]
-- about = "Id of the company, to choose one of several that share the name."
-- ///
-- /// columns
-- of = ["company_totals"]
-- [columns.productora]
-- of = "company_totals.name"
-- [columns.ganancia_total]
-- of = "company_totals.revenue_total"
-- [columns.cantidad]
-- of = "company_totals.films"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro productoras_exitosas(productora varchar, id integer := null) as table
    select
        t.name as productora,
        t.revenue_total,
        t.revenue_total as ganancia_total,
        t.films as cantidad,
        format('La productora {} ha tenido un revenue de {} con {} películas{}', t.name, t.revenue_total, t.films, t.namesakes)
            as mensaje
    from (select productora, id) as asked (name, company_id)
    inner join
        derived.company_totals as t
        on normalized(asked.name) = t.name_key and asked.company_id is not distinct from t.company_id;
