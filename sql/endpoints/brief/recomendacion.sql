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
-- other_names = "other_titles"
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
-- about = "Titles of the films to see, best first."
-- not_null = true
-- items_not_null = true
-- [columns.Nombre]
-- about = "Titles of the films to see, best first."
-- not_null = true
-- items_not_null = true
-- [columns."Anio estreno"]
-- about = "Years of their release."
-- not_null = true
-- items_not_null = true
-- [columns.Director]
-- about = "Names of the directors of each, with commas between; null where there is none."
-- not_null = true
-- [columns.Motivo]
-- about = "Why to see them, in Spanish."
-- not_null = true
-- items_not_null = true
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro recomendacion(titulo varchar, anio integer := null, n integer := null) as table
    with wanted (n) as (
        select coalesce(n, 5)
    ),

    listed as (
        select
            t.title,
            t.release_year,
            list_sort(
                list(
                    {
                        'place': r.place,
                        'title': r.title,
                        'release_year': r.release_year,
                        'directors': nullif(array_to_string(list_sort(list_distinct(r.directors)), ', '), ''),
                        'reason': r.reason
                    }
                )
            ) as films
        from films_titled(titulo, anio) as t
        inner join derived.recommendations as r on t.movie_id = r.movie_id
        group by t.title, t.release_year
    ),

    shown as (
        select
            l.title,
            l.release_year,
            list_slice(l.films, 1, w.n) as films
        from listed as l
        cross join wanted as w
    )

    select
        list_transform(s.films, lambda f: f.title) as "lista recomendada",
        list_transform(s.films, lambda f: f.title) as "Nombre",
        list_transform(s.films, lambda f: f.release_year) as "Anio estreno",
        list_transform(s.films, lambda f: f.directors) as "Director",
        list_transform(s.films, lambda f: f.reason) as "Motivo",
        format(
            'Si le gustó {} ({}), le recomendamos: {}',
            s.title,
            s.release_year,
            array_to_string(list_transform(s.films, lambda f: f.title), ', ')
        ) as mensaje
    from shown as s;
