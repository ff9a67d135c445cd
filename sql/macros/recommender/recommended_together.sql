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
            list(t.taste order by t.place) as tastes,
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

    -- Each person by a call of its own: in a lateral one DuckDB fails, when that is within another.
    scored as (
        select
            1 as place,
            s.*
        from scores_that_fit((select a.tastes[1] from all_tastes as a), fits) as s
        union all
        select
            2 as place,
            s.*
        from scores_that_fit((select a.tastes[2] from all_tastes as a), fits) as s
        union all
        select
            3 as place,
            s.*
        from scores_that_fit((select a.tastes[3] from all_tastes as a), fits) as s
        union all
        select
            4 as place,
            s.*
        from scores_that_fit((select a.tastes[4] from all_tastes as a), fits) as s
        union all
        select
            5 as place,
            s.*
        from scores_that_fit((select a.tastes[5] from all_tastes as a), fits) as s
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

    few_of_a_collection as (
        select o.*
        from one_per_title as o
        qualify
            o.collection_id is null
            or row_number() over (partition by o.collection_id order by o.score desc, o.movie_id asc) <= 4
    ),

    varied as (
        select
            f.*,
            f.score - (
                1000000
                * coalesce(asked.diversity, 0)
                * (
                    row_number() over (
                        partition by if(f.collection_id is null, f.genre_ids, [-f.collection_id::bigint])
                        order by f.score desc, f.movie_id asc
                    ) - 1
                )
            )::bigint as varied_score,
            asked.most
        from (select diversity, most) as asked (diversity, most)
        cross join few_of_a_collection as f
    ),

    shown as (
        select
            v.*,
            row_number() over (order by v.varied_score desc, v.movie_id asc)::integer as shown_place
        from varied as v
        qualify shown_place <= v.most
    ),

    parts_of_shown as (
        select
            p.place,
            list(
                {
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
        group by p.place
    ),

    -- Of each person by place, what there is to tell reasons from.
    to_tell as (
        select
            list(p.films order by p.place) as films,
            any_value(a.tastes) as tastes
        from parts_of_shown as p
        cross join all_tastes as a
    ),

    told as (
        select
            1 as place,
            r.*
        from score_reasons((select t.films[1] from to_tell as t), (select t.tastes[1].features from to_tell as t)) as r
        union all
        select
            2 as place,
            r.*
        from score_reasons((select t.films[2] from to_tell as t), (select t.tastes[2].features from to_tell as t)) as r
        union all
        select
            3 as place,
            r.*
        from score_reasons((select t.films[3] from to_tell as t), (select t.tastes[3].features from to_tell as t)) as r
        union all
        select
            4 as place,
            r.*
        from score_reasons((select t.films[4] from to_tell as t), (select t.tastes[4].features from to_tell as t)) as r
        union all
        select
            5 as place,
            r.*
        from score_reasons((select t.films[5] from to_tell as t), (select t.tastes[5].features from to_tell as t)) as r
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
    inner join film_details as d on s.movie_id = d.movie_id
    order by place;
