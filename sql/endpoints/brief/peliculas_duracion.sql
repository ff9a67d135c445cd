-- How long a film is, and when it was released.
--
-- Of several films with the title the one with most votes answers; the others are listed. A film answers to all its titles, and
-- is named by the main one.
--
-- /// endpoint
-- path = "/peliculas_duracion/{pelicula}"
-- aliases = ["/peliculas/duracion/{pelicula}"]
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
-- [columns.duracion]
-- of = "films_by_title.runtime"
-- [columns.anio]
-- of = "films_by_title.release_year"
-- [columns.otras]
-- about = "The other films with the title, the one with most votes first."
-- not_null = true
-- fields.id.of = "movies.movie_id"
-- fields.anio.of = "movies.release_year"
-- fields.duracion.of = "movies.runtime"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro peliculas_duracion(pelicula varchar, anio integer := null) as table
    select
        t.title as pelicula,
        t.runtime as duracion,
        t.release_year as anio,
        list_transform(
            t.others, lambda f: { 'id': f.movie_id, 'anio': f.release_year, 'duracion': f.runtime }
        ) as otras,
        format(
            '{}. Duración: {}. Año: {}',
            t.title,
            coalesce(t.runtime::varchar, 'desconocida'),
            t.release_year
        ) as mensaje
    from films_titled(pelicula, anio) as t;
