-- Five films to see after a film, best first.
--
-- They share most with it, rare things counting more than common ones: collection, director, leading cast, keywords, genres and
-- year; well-rated films come first among equals. The lists are parallel. Of several films with the title the one with most votes
-- counts.
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
-- ///
create or replace macro recomendacion(titulo varchar, anio integer := null) as table
    select
        list_transform(r.films, lambda f: f.title) as "lista recomendada",
        list_transform(r.films, lambda f: f.title) as "Nombre",
        list_transform(r.films, lambda f: f.release_year) as "Anio estreno",
        list_transform(r.films, lambda f: f.directors) as "Director",
        list_transform(r.films, lambda f: f.reason) as "Motivo",
        format(
            'Si le gustó {} ({}), le recomendamos: {}',
            t.film.title,
            t.film.release_year,
            array_to_string(list_transform(r.films, lambda f: f.title), ', ')
        ) as mensaje
    from titled_films(titulo, anio) as t
    inner join recommendations as r on t.film.movie_id = r.movie_id;
