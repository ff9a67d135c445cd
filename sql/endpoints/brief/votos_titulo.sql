-- How many votes a film got and their mean, if at least 2,000 people voted.
--
-- Of several films with the title the one with most votes answers; the others are listed. A film answers to all its titles, and
-- is named by the main one. With fewer votes both values are null, and the message says why.
--
-- /// endpoint
-- path = "/votos_titulo/{titulo}"
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
-- [columns.voto_total]
-- about = "Number of votes; null with fewer than 2,000."
-- [columns.voto_promedio]
-- about = "Mean vote, from 0 to 10; null with fewer than 2,000 votes."
-- [columns.otras]
-- about = "The other films with the title, the one with most votes first."
-- not_null = true
-- fields.id.of = "movies.movie_id"
-- fields.anio.of = "movies.release_year"
-- fields.voto_total.about = "Number of votes; null with fewer than 2,000."
-- fields.voto_promedio.about = "Mean vote, from 0 to 10; null with fewer than 2,000 votes."
-- [columns.mensaje]
-- about = "The answer as a sentence, in Spanish."
-- not_null = true
-- ///
create or replace macro votos_titulo(titulo varchar, anio integer := null) as table
    select
        t.title as titulo,
        t.release_year as anio,
        case when t.vote_count >= 2000 then t.vote_count end as voto_total,
        case when t.vote_count >= 2000 then t.vote_average end as voto_promedio,
        list_transform(
            t.others,
            lambda f: {
                'id': f.movie_id,
                'anio': f.release_year,
                'voto_total': case when f.vote_count >= 2000 then f.vote_count end,
                'voto_promedio': case when f.vote_count >= 2000 then f.vote_average end
            }
        ) as otras,
        case
            when t.vote_count >= 2000
                then format(
                    'La película {} fue estrenada en el año {}. La misma cuenta con un total de {} valoraciones, '
                    'con un promedio de {}',
                    t.title,
                    t.release_year,
                    t.vote_count,
                    coalesce(t.vote_average::varchar, 'valor desconocido')
                )
            else
                format(
                    'La película {} ({}) no cumple con la condición de contar con al menos 2000 valoraciones: {}',
                    t.title,
                    t.release_year,
                    coalesce('tiene ' || t.vote_count, 'no se sabe cuántas tiene')
                )
        end as mensaje
    from films_titled(titulo, anio) as t;
