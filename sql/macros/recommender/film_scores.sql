-- How much every film that fits is recommended to each of some people: film ids with scores in millionths, and what makes up
-- each.
--
-- of_tastes is a list of rows of taste_of, one for each person; fits has a field for each thing that films must fit, null where
-- nothing is asked. One liked film gives the scores of its neighbours. Several give one mixture: the mean likeness to them, where
-- disliked films count as liked ones do, the other way; how near a film is to them in fame and rating; its quality; and what
-- users who like several of them like more than others do. No title of a judged film has a score. The features of the liked films
-- are added up first (taste_of), so that the cost is about that of one film.
--
-- With novelty, from 0 to 1, a film loses for what its fame is above 1 - novelty of the greatest fame.
--
-- Person and film are one number (film_key), which is grouped and joined faster than two. Sums of whole numbers are in doubles,
-- which hold them exactly and add up faster than integers.
--
-- /// macro
-- [[examples]]
-- [examples.fits]
-- genre = "Comedy"
-- from_year = 1900
-- to_year = 2100
-- language = "en"
-- min_runtime = 1
-- max_runtime = 500
-- min_votes = 1
-- exclude_collection = false
-- family = false
-- novelty = 0.5
-- [[examples.of_tastes]]
-- similarity_share = 0.5
-- taste_share = 1
-- similarity_series = 0
-- taste_series = 1
-- no_genre = 0
-- quality = 1.5
-- novelty = 20
-- greatest_fame = 4.3
-- liked_scale = 2.5
-- liked_prior = 1
-- titles = [862, 949]
-- collections = [10194]
-- seeds = [
--     { movie_id = 862, release_year = 1995, fame = 3.8, rating = 1.3 },
--     { movie_id = 949, release_year = 1995, fame = 3.4, rating = 1.2 },
-- ]
-- features = [
--     { feature_id = 1, strength = 500, liked_strength = 600, is_liked_genre = 0 },
--     { feature_id = 30, strength = 900, liked_strength = 900, is_liked_genre = 1 },
-- ]
-- [[examples]]
-- [examples.fits]
-- genre = "Drama"
-- from_year = 1900
-- to_year = 2100
-- language = "en"
-- min_runtime = 1
-- max_runtime = 500
-- min_votes = 1
-- exclude_collection = true
-- family = false
-- novelty = 0
-- [[examples.of_tastes]]
-- similarity_share = 1
-- taste_share = 0
-- similarity_series = 1
-- taste_series = 0
-- no_genre = 0.5
-- quality = 0.6
-- novelty = 4
-- greatest_fame = 4.3
-- liked_scale = 0
-- liked_prior = 1
-- titles = [862]
-- collections = [10194]
-- seeds = [{ movie_id = 862, release_year = 1995, fame = 3.8, rating = 1.3 }]
-- features = [{ feature_id = 30, strength = 900, liked_strength = 900, is_liked_genre = 1 }]
-- ///
create or replace macro film_scores(of_tastes, fits := null) as table
    with given (tastes) as (
        select of_tastes
    ),

    asked_tastes as (
        select
            unnest(
                list_transform(
                    range(1, len(g.tastes) + 1),
                    lambda place: struct_insert(g.tastes[place], place_key := place * 4294967296)
                ),
                recursive := true
            )
        from given as g
    ),

    factors as (
        select
            p.*,
            w.first_year,
            list_transform(
                range(len(w.similarity_years)),
                lambda place: list_aggregate(
                    list_transform(
                        p.seeds,
                        lambda s: p.similarity_share * w.similarity_years[abs(w.first_year + place - s.release_year) + 1]
                        + p.taste_share * w.taste_years[abs(w.first_year + place - s.release_year) + 1]
                    ),
                    'fsum'
                )
            ) as years
        from asked_tastes as p
        cross join derived.score_weights as w
    ),

    wanted as (
        select
            f.place_key,
            unnest(f.features) as feature
        from factors as f
    ),

    seeds as (
        select
            f.place_key,
            f.similarity_share,
            f.similarity_series,
            f.taste_series,
            f.liked_scale,
            unnest(f.seeds).movie_id as movie_id
        from factors as f
    ),

    tastes as (
        select
            s.place_key,
            l.user_id,
            pow(count(*), 2) as likeness
        from seeds as s
        inner join derived.likes as l on s.movie_id = l.movie_id
        where s.liked_scale > 0
        group by s.place_key, l.user_id
    ),

    content as (
        select
            w.place_key + o.movie_id as film_key,
            sum(w.feature.strength * o.strength) / 1000000 as content,
            max(w.feature.is_liked_genre) as shares_genre
        from wanted as w
        inner join derived.movie_features as o on w.feature.feature_id = o.feature_id
        group by w.place_key + o.movie_id
    ),

    signals (film_key, co_likes, series, lifts) as (
        select
            t.place_key + l.movie_id,
            t.likeness * l.weight,
            0::double,
            0::double
        from tastes as t
        inner join derived.likes as l on t.user_id = l.user_id
        union all
        select
            s.place_key + u.other_id,
            0,
            0,
            round(s.similarity_share * u.lift)
        from seeds as s
        inner join derived.co_likes as u on s.movie_id = u.movie_id
        union all
        select
            s.place_key + o.other_id,
            0,
            round(1000000 * (s.similarity_series * o.similarity + s.taste_series * o.taste)),
            0
        from seeds as s
        inner join derived.collection_neighbours as o on s.movie_id = o.movie_id
    ),

    told as (
        select
            s.film_key,
            sum(s.co_likes) / 1000000 as co_likes,
            sum(s.series) / 1000000 as series,
            sum(s.lifts) / 1000000 as lift
        from signals as s
        group by s.film_key
    ),

    fitting as (
        select
            s.*,
            coalesce((asked.fits).exclude_collection, false) as exclude_collection,
            1 - coalesce((asked.fits).novelty, 0) as known
        from (select fits) as asked (fits)
        left join derived.genres_by_name as g on normalized((asked.fits).genre) = g.name_key
        cross join derived.film_priors as s
        where
            (
                (asked.fits).genre is null
                or list_contains(s.genre_ids, g.genre_ids[1])
                or (len(g.genre_ids) > 1 and list_has_any(s.genre_ids, g.genre_ids))
            )
            and ((asked.fits).from_year is null or s.release_year >= (asked.fits).from_year)
            and ((asked.fits).to_year is null or s.release_year <= (asked.fits).to_year)
            and ((asked.fits).language is null or s.original_language = lower((asked.fits).language))
            and ((asked.fits).min_runtime is null or s.runtime >= (asked.fits).min_runtime)
            and ((asked.fits).max_runtime is null or s.runtime <= (asked.fits).max_runtime)
            and ((asked.fits).min_votes is null or s.vote_count >= (asked.fits).min_votes)
            and ((asked.fits).family is not true or s.is_for_families)
    )

    select
        f.place_key // 4294967296 as place,
        other.movie_id,
        other.release_year,
        other.collection_id,
        other.genre_ids,
        other.canonical_film_id,
        recommendation_score(
            coalesce(c.content, 0) + coalesce(a.series, 0) + f.years[other.release_year - f.first_year + 1],
            f.no_genre * (1 - coalesce(c.shares_genre, 0)),
            f.similarity_share
            * list_sum(
                list_transform(f.seeds, lambda s: abs(s.fame - other.fame) + abs(s.rating - other.rating))
            )
            + f.novelty * greatest(0, other.fame - other.known * f.greatest_fame),
            f.quality * other.quality,
            coalesce(a.lift, 0) + f.liked_scale * (coalesce(a.co_likes, 0) + f.liked_prior * other.liked_share)
        ) as score,
        coalesce(a.series, 0) as series_part,
        f.years[other.release_year - f.first_year + 1] as year_part,
        f.quality * other.quality as quality_part,
        coalesce(a.lift, 0)
        + f.liked_scale * (coalesce(a.co_likes, 0) + least(0, f.liked_prior) * other.liked_share) as liked_part
    from fitting as other
    cross join factors as f
    left join content as c on f.place_key + other.movie_id = c.film_key
    left join told as a on f.place_key + other.movie_id = a.film_key
    where
        not list_contains(f.titles, other.canonical_film_id)
        and not (other.exclude_collection and coalesce(list_contains(f.collections, other.collection_id), false))
        and other.release_year is not null;
