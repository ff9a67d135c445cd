-- The films to recommend to several people together, best first, among those that fit: with scores, and reasons for each person.
--
-- asked_people is a list of {place, person, judgements}, rows of judgements_of_people, of which the first five count; fits is
-- as for scores_that_fit, and the rest as for recommended_films. Scores of two people do not compare, for one may have named
-- one film and the other many. So what counts is how many standard deviations a score is above the mean of all films that fit
-- that person, and of these numbers the least one: a film is as good as the least pleased person finds it. A film that one of
-- them knows already is recommended to nobody.
--
-- /// macro
-- [[examples]]
-- most = 5
-- [examples.fits]
-- genre = "Drama"
-- from_year = 1900
-- to_year = 2100
-- language = "en"
-- min_runtime = 1
-- max_runtime = 500
-- min_votes = 1
-- exclude_collection = false
-- family = false
-- novelty = 0.5
-- [[examples.asked_people]]
-- place = 1
-- person = "Ana"
-- judgements = [{ movie_id = 862, sign = 1 }]
-- [[examples.asked_people]]
-- place = 2
-- person = "2"
-- judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 238, sign = 1 }]
-- [[examples]]
-- diversity = 0.5
-- most = 7
-- [examples.fits]
-- genre = "Comedy"
-- from_year = 1900
-- to_year = 2100
-- language = "en"
-- min_runtime = 1
-- max_runtime = 500
-- min_votes = 1
-- exclude_collection = false
-- family = true
-- novelty = 0.5
-- [[examples.asked_people]]
-- place = 1
-- person = "Ana"
-- judgements = [{ movie_id = 863, sign = 1 }, { movie_id = 862, sign = -1 }]
-- ///
create or replace macro recommended_together(
    asked_people,
    fits,
    provider := null,
    region := null,
    diversity := null,
    most := 10
) as table
    with given as (
        select unnest(asked_people, recursive := true)
    ),

    tastes as (
        select
            g.place,
            g.person,
            t as taste
        from given as g
        cross join lateral taste_of(g.judgements) as t
    ),

    all_tastes as (
        select
            list(t.taste order by t.place)[:5] as tastes,
            list(t.taste.features order by t.place)[:5] as features,
            count(*) as people
        from tastes as t
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
        from film_scores((select a.tastes from all_tastes as a), fits)
    ),

    -- Sums of whole numbers, which do not depend on their order.
    scales as (
        select
            s.place,
            sum(s.score)::double / count(*) as mean,
            sqrt(
                greatest(
                    sum(s.score::hugeint * s.score)::double / count(*) - pow(sum(s.score)::double / count(*), 2),
                    1
                )
            ) as deviation
        from scored as s
        group by s.place
    ),

    pleased as (
        select
            s.*,
            round(1000000 * (s.score - c.mean) / c.deviation)::bigint as points
        from scored as s
        inner join scales as c on s.place = c.place
    ),

    together as (
        select
            p.movie_id,
            min(p.points) as score,
            any_value(p.release_year) as release_year,
            any_value(p.collection_id) as collection_id,
            any_value(p.genre_ids) as genre_ids,
            any_value(p.canonical_film_id) as canonical_film_id
        from pleased as p
        cross join all_tastes as a
        group by p.movie_id
        having count(*) = any_value(a.people)
    ),

    best as (
        select t.*
        from together as t
        cross join places as p
        left join films_there as w on t.movie_id = w.movie_id
        where (p.platform is null and p.country is null) or w.movie_id is not null
        order by t.score desc, t.movie_id asc
        limit 500
    ),

    one_per_title as (
        select b.*
        from best as b
        qualify row_number() over (partition by b.canonical_film_id order by b.score desc, b.movie_id asc) = 1
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
                    'place': p.place,
                    'movie_id': p.movie_id,
                    'collection_id': p.collection_id,
                    'series_part': p.series_part,
                    'year_part': p.year_part,
                    'quality_part': p.quality_part,
                    'liked_part': p.liked_part
                }
            ) as films
        from pleased as p
        inner join shown as s on p.movie_id = s.movie_id
    ),

    told as (
        from score_reasons((select l.films from shown_list as l), (select a.features from all_tastes as a))
    ),

    told_to_people as (
        select
            t.movie_id,
            list(
                {
                    'person': g.person,
                    'score': round(p.points / 1000000, 3),
                    'motivo': t.motivo
                }
                order by t.place
            ) as people,
            arg_min(t.contributions, (p.points, t.place)) as contributions,
            string_agg(g.person || ': ' || t.motivo, ' · ' order by t.place) as motivo
        from told as t
        inner join given as g on t.place = g.place
        inner join pleased as p on t.place = p.place and t.movie_id = p.movie_id
        group by t.movie_id
    )

    select
        s.shown_place as place,
        s.movie_id,
        d.title,
        s.release_year,
        d.directors,
        round(s.varied_score / 1000000, 3) as score,
        t.motivo,
        t.contributions,
        t.people
    from shown as s
    inner join told_to_people as t on s.movie_id = t.movie_id
    inner join derived.film_details as d on s.movie_id = d.movie_id
    order by place;
