-- What a film cost, what it made, and how many times it earned its cost.
--
-- Of several films with the title the one with most votes answers; the others are listed. Unknown money is 0, and so is the
-- return without a known cost.
--
-- /// endpoint
-- path = "/retorno/{pelicula}"
-- answer = "one"
-- [parameters.pelicula]
-- about = "Title of the film, in any case, with or without accents."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
-- ///
create or replace macro retorno(pelicula varchar, anio integer := null) as table
    select
        t.title as pelicula,
        t.budget as inversion,
        t.revenue as ganancia,
        t."return" as retorno,
        t.release_year as anio,
        t.release_year as "año",
        list_transform(
            t.others, lambda f: { 'id': f.movie_id, 'anio': f.release_year, 'retorno': f."return" }
        ) as otras,
        format(
            'La película {} tuvo una inversión de {}, una ganancia de {} y un retorno de {} en el año {}',
            t.title,
            t.budget,
            t.revenue,
            round(t."return", 2),
            t.release_year
        ) as mensaje
    from films_by_title as t
    where t.title_key = normalized(pelicula) and t.asked_year is not distinct from anio;
