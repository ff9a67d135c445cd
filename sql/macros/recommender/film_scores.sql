-- How much every film that fits is recommended to people of a taste: film ids with scores in millionths, and what makes them up.
--
-- of_taste is a row of taste_of; null gives no films. Of the rest, which say what fits, null asks for nothing. One liked film
-- gives the scores of its neighbours. Several give one mixture: the mean likeness to them, where disliked films count as liked
-- ones do, the other way; how near a film is to them in fame and rating; its quality; and what users who like several of them
-- like more than others do. No title of a judged film has a score. The features of the liked films are added up first
-- (taste_of), so that the cost is about that of one film.
--
-- With novelty, from 0 to 1, a film loses for what its fame is above 1 - novelty of the greatest fame.
--
-- All that speaks for a film or against it (signals) is added up in one step, for each further one costs more than the sum. Sums
-- of whole numbers are in doubles, which hold them exactly and add up faster than integers.
--
-- /// macro
-- [[examples]]
-- [examples.of_taste]
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
-- judged = [{ movie_id = 862, sign = 1 }, { movie_id = 949, sign = 1 }]
-- seeds = [
--     { movie_id = 862, release_year = 1995 },
--     { movie_id = 949, release_year = 1995 },
-- ]
-- standings = [{ fame = 3.8, rating = 1.3 }, { fame = 3.4, rating = 1.2 }]
-- features = [
--     { feature_id = 1, strength = 500, liked_strength = 600, is_liked_genre = 0 },
--     { feature_id = 30, strength = 900, liked_strength = 900, is_liked_genre = 1 },
-- ]
-- [[examples]]
-- genre = "Comedy"
-- novelty = 0.5
-- [examples.of_taste]
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
-- judged = [{ movie_id = 862, sign = 1 }]
-- seeds = [{ movie_id = 862, release_year = 1995 }]
-- standings = [{ fame = 3.8, rating = 1.3 }]
-- features = [{ feature_id = 30, strength = 900, liked_strength = 900, is_liked_genre = 1 }]
-- ///
create or replace macro film_scores(
    of_taste,
    genre := null,
    from_year := null,
    to_year := null,
    language := null,
    min_runtime := null,
    max_runtime := null,
    min_votes := null,
    exclude_collection := null,
    family := null,
    novelty := null
) as table
    with asked as (
        select a.*
        from (
            select
                of_taste,
                genre,
                from_year,
                to_year,
                language,
                min_runtime,
                max_runtime,
                min_votes,
                exclude_collection,
                family,
                novelty
        ) as a (
            taste,
            genre,
            from_year,
            to_year,
            language_code,
            min_runtime,
            max_runtime,
            min_votes,
            exclude_collection,
            is_for_families,
            novelty
        )
    ),

    factors as (
        select unnest(a.taste)
        from asked as a
    ),

    genre_films as (
        from films_of_genre(genre)
    ),

    -- Without the question nobody is left out, and a join with no films costs nothing.
    for_families as (
        select f.movie_id
        from asked as a
        cross join family_films as f
        where a.is_for_families
    ),

    fitting as (
        select s.*
        from asked as a
        cross join factors as t
        cross join film_priors as s
        left join genre_films as g on s.movie_id = g.movie_id
        left join for_families as f on s.movie_id = f.movie_id
        where
            (a.genre is null or g.movie_id is not null)
            and (a.from_year is null or s.release_year >= a.from_year)
            and (a.to_year is null or s.release_year <= a.to_year)
            and (a.language_code is null or s.original_language = lower(a.language_code))
            and (a.min_runtime is null or s.runtime >= a.min_runtime)
            and (a.max_runtime is null or s.runtime <= a.max_runtime)
            and (a.min_votes is null or s.vote_count >= a.min_votes)
            and (a.is_for_families is not true or f.movie_id is not null)
            and not list_contains(t.titles, s.canonical_film_id)
            and (
                a.exclude_collection is not true
                or coalesce(not list_contains(t.collections, s.collection_id), true)
            )
    ),

    seeds as (
        select unnest(f.seeds, recursive := true)
        from factors as f
    ),

    tastes as (
        select
            l.user_id,
            pow(count(*), 2) as likeness
        from factors as f
        cross join seeds as s
        inner join likes as l on s.movie_id = l.movie_id
        where f.liked_scale > 0
        group by l.user_id
    ),

    wanted as (
        select unnest(f.features, recursive := true)
        from factors as f
    ),

    judged as (
        select unnest(f.judged, recursive := true)
        from factors as f
    ),

    content as (
        select
            o.movie_id,
            sum(w.strength * o.strength) / 1000000 as content,
            max(w.is_liked_genre) as shares_genre
        from wanted as w
        inner join movie_features as o on w.feature_id = o.feature_id
        group by o.movie_id
    ),

    signals (movie_id, co_likes, series, lifts) as (
        select
            l.movie_id,
            t.likeness * l.weight,
            0::double,
            0::double
        from tastes as t
        inner join likes as l on t.user_id = l.user_id
        union all
        select
            u.other_id,
            0,
            0,
            round(f.similarity_share * u.lift)
        from factors as f
        cross join seeds as s
        inner join co_likes as u on s.movie_id = u.movie_id
        union all
        select
            o.other_id,
            0,
            round(1000000 * (f.similarity_series * o.similarity + f.taste_series * o.taste)),
            0
        from factors as f
        cross join judged as j
        inner join collection_neighbours as o on j.movie_id = o.movie_id
        where j.sign = 1
    ),

    told as (
        select
            s.movie_id,
            sum(s.co_likes) / 1000000 as co_likes,
            sum(s.series) / 1000000 as series,
            sum(s.lifts) / 1000000 as lift
        from signals as s
        group by s.movie_id
    ),

    near_years as (
        select
            s.movie_id,
            s.release_year::bigint + unnest(if(g.gap = 0, [0], [g.gap, -g.gap])) as release_year,
            f.similarity_share * g.similarity + f.taste_share * g.taste as score
        from factors as f
        cross join seeds as s
        cross join year_scores as g
    ),

    years as (
        select
            y.release_year,
            fsum(y.score order by y.movie_id) as score
        from near_years as y
        group by y.release_year
    )

    select
        other.movie_id,
        other.release_year,
        other.collection_id,
        other.genre_ids,
        other.canonical_film_id,
        recommendation_score(
            coalesce(c.content, 0) + coalesce(a.series, 0) + y.score,
            f.no_genre * (1 - coalesce(c.shares_genre, 0)),
            f.similarity_share
            * list_sum(
                list_transform(f.standings, lambda s: abs(s.fame - other.fame) + abs(s.rating - other.rating))
            )
            + f.novelty * greatest(0, other.fame - (1 - coalesce(q.novelty, 0)) * f.greatest_fame),
            f.quality * other.quality,
            coalesce(a.lift, 0) + f.liked_scale * (coalesce(a.co_likes, 0) + f.liked_prior * other.liked_share)
        ) as score,
        coalesce(a.series, 0) as series_part,
        y.score as year_part,
        f.quality * other.quality as quality_part,
        coalesce(a.lift, 0)
        + f.liked_scale * (coalesce(a.co_likes, 0) + least(0, f.liked_prior) * other.liked_share) as liked_part
    from fitting as other
    cross join factors as f
    cross join asked as q
    inner join years as y on other.release_year = y.release_year
    left join content as c on other.movie_id = c.movie_id
    left join told as a on other.movie_id = a.movie_id;
