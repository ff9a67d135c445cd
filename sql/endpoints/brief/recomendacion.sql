-- Films to see after a film, best first, five if no number is asked for.
--
-- Films of the same collection come first. The others share people, keywords, genres, companies or words with it, are of its
-- time and well rated; docs/recommender.md has the formula. The lists are parallel. Of several films with the title the one
-- with most votes counts.
--
-- /// endpoint
-- path = "/recomendacion/{titulo}"
-- answer = "one"
-- [parameters.titulo]
-- about = "Title of the film, in any case, with or without accents."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
-- [parameters.n]
-- about = "How many films, from 1 to 10; 5 if it is not given."
-- bounds = [1, 10]
-- ///
create or replace macro recomendacion(titulo varchar, anio integer := null, n integer := null) as table
    with recommended as (
        select
            t.film,
            list_slice(r.films, 1, coalesce(n, 5)) as films
        from titled_films(titulo, anio) as t
        inner join recommendations as r on t.film.movie_id = r.movie_id
    )

    select
        list_transform(r.films, lambda f: f.title) as "lista recomendada",
        list_transform(r.films, lambda f: f.title) as "Nombre",
        list_transform(r.films, lambda f: f.release_year) as "Anio estreno",
        list_transform(r.films, lambda f: f.directors) as "Director",
        list_transform(r.films, lambda f: f.reason) as "Motivo",
        format(
            'Si le gustó {} ({}), le recomendamos: {}',
            r.film.title,
            r.film.release_year,
            array_to_string(list_transform(r.films, lambda f: f.title), ', ')
        ) as mensaje
    from recommended as r;
