-- How many votes a film got and their mean, if at least 2,000 people voted.
--
-- Of several films with the title the one with most votes answers; the others are listed. With fewer votes both values are null,
-- and the message says why.
--
-- /// endpoint
-- path = "/votos_titulo/{titulo}"
-- answer = "one"
-- [parameters.titulo]
-- about = "Title of the film, in any case, with or without accents."
-- example = "Toy Story"
-- vocabulary = "title"
-- [parameters.anio]
-- about = "Year of release, to choose among films with the same title."
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
                    'La película {} ({}) no cumple con la condición de contar con al menos 2000 valoraciones: tiene {}',
                    t.title,
                    t.release_year,
                    coalesce(t.vote_count, 0)
                )
        end as mensaje
    from films_by_title as t
    where t.title_key = normalized(titulo) and t.asked_year is not distinct from anio;
