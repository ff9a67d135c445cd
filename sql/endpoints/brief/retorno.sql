-- What a film cost, what it made, and how many times it earned its cost.
--
-- Of several films with the title the one with most votes answers; the others are listed. A film answers to all its titles, and
-- is named by the main one. Unknown money is 0, and so is the return without a known cost.
--
-- /// endpoint
-- path = "/retorno/{pelicula}"
-- answer = "one"
-- compiled = "voted_titles.title"
-- other_names = "other_titles"
-- [parameters.pelicula]
-- about = "Any title of the film, in any case, with or without accents and signs; a year may follow: Heat (1995)."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
-- ///
-- /// columns
-- [columns.pelicula]
-- of = "films_by_title.title"
-- [columns.inversion]
-- of = "films_by_title.budget"
-- [columns.ganancia]
-- of = "films_by_title.revenue"
-- [columns.retorno]
-- of = "films_by_title.return"
-- [columns.anio]
-- of = "films_by_title.release_year"
-- [columns."año"]
-- of = "films_by_title.release_year"
-- [columns.otras]
-- about = "The other films with the title, the one with most votes first."
-- not_null = true
-- fields.id.of = "movies.movie_id"
-- fields.anio.of = "movies.release_year"
-- fields.retorno.of = "movies.return"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
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
    from films_titled(pelicula, anio) as t;
