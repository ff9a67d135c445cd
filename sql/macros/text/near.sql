-- What is named like a text, of any kind, nearest first: for when a question gives no row for a name. Each name comes with a
-- question that has an answer for it.
--
-- Films, people, series and companies are those that search finds; of other kinds (vocabulary) names count that are nearly the
-- text. A person who directs and acts is named for both.
--
-- /// macro
-- examples = [
--     { asked_name = "Pixarr" },
--     { asked_name = "Toy Stroy" },
--     { asked_name = "enerro" },
--     { asked_name = "?" },
-- ]
-- ///
create or replace macro near(asked_name varchar) as table
    with questions (kind, searched_kind, called) as (
        values
        ('title', 'movie', 'recomendacion('),
        ('director', 'person', 'get_director('),
        ('actor', 'person', 'get_actor('),
        ('collection', 'collection', 'franquicia('),
        ('company', 'company', 'productoras_exitosas('),
        ('genre', null, 'top_rated(genre := '),
        ('country', null, 'peliculas_pais('),
        ('language', null, 'peliculas_idioma('),
        ('month', null, 'peliculas_mes('),
        ('weekday', null, 'peliculas_dia(')
    ),

    asked (name_key) as (
        select normalized(asked_name)
    ),

    searched as (
        from search(asked_name)
    ),

    of_search as (
        select
            v.kind,
            v.name,
            v.name_key,
            s.place
        from searched as s
        inner join questions as q on s.kind = q.searched_kind
        inner join derived.vocabulary as v on q.kind = v.kind and normalized_column(s.name) = v.name_key
        where s.place <= 8
    ),

    of_lists as (
        select
            v.kind,
            v.name,
            v.name_key,
            -jaro_winkler_similarity(v.name_key, a.name_key) as place
        from asked as a
        cross join questions as q
        inner join derived.vocabulary as v on q.kind = v.kind
        where q.searched_kind is null and length(v.name_key) > 2 and jaro_winkler_similarity(v.name_key, a.name_key) >= 0.9
    ),

    -- Several people may have one name.
    found as (
        select
            n.kind,
            n.name_key,
            any_value(n.name) as name,
            min(n.place) as place
        from (
            from of_search
            union all
            from of_lists
        ) as n
        group by n.kind, n.name_key
    )

    select
        f.kind,
        f.name,
        format('from {}''{}'')', q.called, replace(f.name, '''', '''''')) as "write"
    from found as f
    inner join questions as q on f.kind = q.kind
    order by f.place, f.kind, f.name_key
    limit 10;
