-- The success of an actor, measured by the returns of the films, and the number of films.
--
-- Only roles in the cast count, several in one film once. Names are not unique: the films of all actors with the name are
-- counted together unless an id is given. The return of a film without a known cost is 0.
--
-- /// endpoint
-- path = "/get_actor/{nombre_actor}"
-- aliases = ["/actor/{nombre_actor}"]
-- answer = "one"
-- compiled = "actor_totals.name_key"
-- [parameters.nombre_actor]
-- about = "Name of the actor, whole, in any case, with or without accents."
-- example = "Tom Hanks"
-- vocabulary = "actor"
-- [parameters.id]
-- about = "Id of the person, to choose one of several that share the name."
-- ///
-- /// columns
-- [columns.actor]
-- of = "actor_totals.name"
-- [columns.cantidad_filmaciones]
-- of = "actor_totals.films"
-- [columns.retorno_total]
-- of = "actor_totals.return_total"
-- [columns.retorno_promedio]
-- of = "actor_totals.return_mean"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro get_actor(nombre_actor varchar, id integer := null) as table
    select
        t.name as actor,
        t.films as cantidad_filmaciones,
        t.return_total as retorno_total,
        t.return_mean as retorno_promedio,
        format(
            'El actor {} ha participado de {} filmaciones, el mismo ha conseguido un retorno de {} con un promedio de {} '
            'por filmación{}',
            t.name,
            t.films,
            round(t.return_total, 2),
            round(t.return_mean, 2),
            t.namesakes
        ) as mensaje
    from (select nombre_actor, id) as asked (name, person_id)
    inner join
        derived.actor_totals as t
        on normalized(asked.name) = t.name_key and asked.person_id is not distinct from t.person_id;
