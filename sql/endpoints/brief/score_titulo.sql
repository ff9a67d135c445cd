-- How popular a film is and how it was voted, and when it was released.
--
-- Of several films with the title the one with most votes answers; the others are listed. A film answers to all its titles, and
-- is named by the main one.
--
-- /// endpoint
-- path = "/score_titulo/{titulo}"
-- answer = "one"
-- compiled = "voted_titles.title"
-- other_names = "other_titles"
-- [parameters.titulo]
-- about = "Any title of the film, in any case, with or without accents and signs; a year may follow: Heat (1995)."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
-- ///
-- /// columns
-- [columns.titulo]
-- of = "films_by_title.title"
-- [columns.anio]
-- of = "films_by_title.release_year"
-- [columns.popularidad]
-- of = "films_by_title.popularity"
-- [columns.puntaje]
-- of = "films_by_title.vote_average"
-- [columns.otras]
-- about = "The other films with the title, the one with most votes first."
-- not_null = true
-- fields.id.of = "movies.movie_id"
-- fields.anio.of = "movies.release_year"
-- fields.popularidad.of = "movies.popularity"
-- fields.puntaje.of = "movies.vote_average"
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro score_titulo(titulo varchar, anio integer := null) as table
    select
        t.title as titulo,
        t.release_year as anio,
        t.popularity as popularidad,
        t.vote_average as puntaje,
        list_transform(
            t.others,
            lambda f: {
                'id': f.movie_id,
                'anio': f.release_year,
                'popularidad': f.popularity,
                'puntaje': f.vote_average
            }
        ) as otras,
        format(
            'La película {} fue estrenada en el año {} con un score/popularidad de {}',
            t.title,
            t.release_year,
            coalesce(t.popularity::varchar, 'valor desconocido')
        ) as mensaje
    from films_titled(titulo, anio) as t;
