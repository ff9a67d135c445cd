-- Films to see after a film, best first, five if no number is asked for.
--
-- Films of the same collection come first. The others share people, keywords, genres, companies or words with it, are of its
-- time and well rated; docs/recommender.md has the formula. The lists are parallel. Of several films with the title the one
-- with most votes counts.
--
-- /// endpoint
-- path = "/recomendacion/{titulo}"
-- answer = "one"
-- compiled = "voted_titles.title"
-- [parameters.titulo]
-- about = "Any title of the film, in any case, with or without accents and signs; a year may follow: Heat (1995)."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
-- [parameters.n]
-- about = "How many films, from 1 to 10; 5 if it is not given."
-- bounds = [1, 10]
-- ///
-- /// columns
-- [columns."lista recomendada"]
-- of = "recommendations.titles"
-- [columns.Nombre]
-- of = "recommendations.titles"
-- [columns."Anio estreno"]
-- of = "recommendations.release_years"
-- [columns.Director]
-- of = "recommendations.directors"
-- [columns.Motivo]
-- of = "recommendations.reasons"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro recomendacion(titulo varchar, anio integer := null, n integer := null) as table
    with wanted (n) as (
        select coalesce(n, 5)
    )

    select
        list_slice(r.titles, 1, w.n) as "lista recomendada",
        list_slice(r.titles, 1, w.n) as "Nombre",
        list_slice(r.release_years, 1, w.n) as "Anio estreno",
        list_slice(r.directors, 1, w.n) as "Director",
        list_slice(r.reasons, 1, w.n) as "Motivo",
        format(
            'Si le gustó {} ({}), le recomendamos: {}',
            t.title,
            t.release_year,
            array_to_string(list_slice(r.titles, 1, w.n), ', ')
        ) as mensaje
    from films_titled(titulo, anio) as t
    inner join derived.recommendations as r on t.movie_id = r.movie_id
    cross join wanted as w;
