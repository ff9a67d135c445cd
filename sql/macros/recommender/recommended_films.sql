-- The films to recommend to people who liked some films and disliked others, best first, among those that fit: with scores and
-- reasons.
--
-- judgements is as of parse_judgements: films with sign 0 were only seen and count for nothing but that they are not
-- recommended. null gives no films, and null for what films must fit asks for nothing. The films are among the best 500 of the
-- catalogue. No title appears twice, nor one of those given, and no collection takes more than four places. With diversity, each
-- film loses up to a point of score for every better one of its collection or, if it is of none, of the very same genres. With
-- novelty, films that few know come first (film_scores).
--
-- /// columns
-- of = ["film_details"]
-- [columns.place]
-- about = "Place among the recommendations, from 1."
-- not_null = true
-- [columns.score]
-- about = "How much it is recommended; comparable within one answer."
-- not_null = true
-- [columns.motivo]
-- about = "Why it is recommended, in Spanish."
-- not_null = true
-- [columns.contributions]
-- about = "What makes up the score, that which counts most first."
-- not_null = true
-- [columns.contributions.fields.kind]
-- about = "A kind of feature that is shared, or series, year, quality or liked."
-- not_null = true
-- [columns.contributions.fields.names]
-- about = "Up to three names of what is shared; none where it has no name."
-- not_null = true
-- [columns.contributions.fields.share]
-- about = "Share of the score, from 0 to 1."
-- not_null = true
-- ///
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }], most = 5 },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 862, sign = -1 }], genre = "Comedy", most = 7 },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 238, sign = 1 }], diversity = 0.5, novelty = 0.5, most = 9 },
--     { judgements = [{ movie_id = 862, sign = -1 }], most = 5 },
--     { judgements = [{ movie_id = 862, sign = 1 }, { movie_id = 863, sign = 0 }], family = true, most = 5 },
--     { judgements = [{ movie_id = 862, sign = 1 }], provider = "Netflix", region = "AR", most = 5 },
-- ]
-- ///
create or replace macro recommended_films(
    judgements,
    genre := null,
    from_year := null,
    to_year := null,
    language := null,
    min_runtime := null,
    max_runtime := null,
    min_votes := null,
    exclude_collection := null,
    family := null,
    provider := null,
    region := null,
    diversity := null,
    novelty := null,
    most := 10
) as table
    with taste as (
        from taste_of(judgements)
    ),

    places (platform, country) as (
        select
            provider,
            region
    ),

    films_there as (
        from films_to_watch(provider, region)
    ),

    scored as (
        select s.*
        from
            film_scores(
                (select list(t) from taste as t),
                {
                    'genre': genre,
                    'from_year': from_year,
                    'to_year': to_year,
                    'language': language,
                    'min_runtime': min_runtime,
                    'max_runtime': max_runtime,
                    'min_votes': min_votes,
                    'exclude_collection': exclude_collection,
                    'family': family,
                    'novelty': novelty
                }
            ) as s
        cross join places as p
        left join films_there as w on s.movie_id = w.movie_id
        where (p.platform is null and p.country is null) or w.movie_id is not null
        order by s.score desc, s.movie_id asc
        limit 500
    ),

    one_per_title as (
        select s.*
        from scored as s
        qualify
            s.canonical_film_id
            is distinct from lag(s.canonical_film_id) over (order by s.canonical_film_id asc, s.score desc, s.movie_id asc)
    ),

    -- Of a collection, or of the very same genres where a film is of none.
    of_a_kind as (
        select
            o.*,
            row_number() over (
                partition by if(o.collection_id is null, o.genre_ids, [-o.collection_id::bigint])
                order by o.score desc, o.movie_id asc
            ) as place_of_kind
        from one_per_title as o
        qualify o.collection_id is null or place_of_kind <= 4
    ),

    shown as (
        select
            o.*,
            o.score - (1000000 * coalesce(asked.diversity, 0) * (o.place_of_kind - 1))::bigint as varied_score,
            row_number() over (order by varied_score desc, o.movie_id asc)::integer as shown_place
        from (select diversity, most) as asked (diversity, places)
        cross join of_a_kind as o
        qualify shown_place <= asked.places
    ),

    shown_list as (
        select
            list(
                {
                    'place': 1,
                    'movie_id': s.movie_id,
                    'collection_id': s.collection_id,
                    'series_part': s.series_part,
                    'year_part': s.year_part,
                    'quality_part': s.quality_part,
                    'liked_part': s.liked_part
                }
            ) as films
        from shown as s
    ),

    told as (
        from score_reasons((select l.films from shown_list as l), (select [t.features] from taste as t))
    )

    select
        s.shown_place as place,
        s.movie_id,
        d.title,
        s.release_year,
        d.directors,
        round(s.varied_score / 1000000, 3) as score,
        t.motivo,
        t.contributions
    from shown as s
    inner join told as t on s.movie_id = t.movie_id
    inner join derived.film_details as d on s.movie_id = d.movie_id
    order by place;
