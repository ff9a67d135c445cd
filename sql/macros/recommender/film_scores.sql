-- How much every other film that fits is recommended to people who liked some films and disliked others: film ids with scores in
-- millionths.
--
-- judgements is a list of {movie_id, sign}, as of parse_judgements. Of the rest, which say what fits, null asks for nothing. One
-- liked film gives the scores of its neighbours. Several give one mixture: the mean likeness to them, where disliked films count
-- as liked ones do, the other way; how near a film is to them in fame and rating; its quality; and what users who like several
-- of them like more than others do. The features of the liked films are added up first, so that the cost is about that of one
-- film.
--
-- All that speaks for a film or against it (signals) is added up in one step, for each further one costs more than the sum. Sums
-- of whole numbers are in doubles, which hold them exactly and add up faster than integers.
--
-- /// macro
-- examples = [
--     { judgements = [{ movie_id = 862, sign = 1 }] },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 862, sign = -1 }], genre = "Comedy" },
--     { judgements = [{ movie_id = 949, sign = 1 }, { movie_id = 238, sign = 1 }], from_year = 1990, exclude_collection = true },
--     { judgements = [{ movie_id = 862, sign = -1 }] },
-- ]
-- ///
create or replace macro film_scores(
    judgements,
    genre := null,
    from_year := null,
    to_year := null,
    language := null,
    min_runtime := null,
    max_runtime := null,
    min_votes := null,
    exclude_collection := null
) as table
    with factors as (
        from score_factors(judgements)
    ),

    judged (movie_id, sign) as (
        select unnest(judgements, recursive := true)
    ),

    seeds as (
        select s.*
        from judged as j
        inner join film_priors as s on j.movie_id = s.movie_id
        where j.sign = 1
    ),

    genre_films as (
        from films_of_genre(genre)
    ),

    fitting as (
        select s.*
        from (
            select genre, from_year, to_year, language, min_runtime, max_runtime, min_votes
        ) as asked (genre, from_year, to_year, language_code, min_runtime, max_runtime, min_votes)
        cross join film_priors as s
        left join genre_films as g on s.movie_id = g.movie_id
        where
            (asked.genre is null or g.movie_id is not null)
            and (asked.from_year is null or s.release_year >= asked.from_year)
            and (asked.to_year is null or s.release_year <= asked.to_year)
            and (asked.language_code is null or s.original_language = lower(asked.language_code))
            and (asked.min_runtime is null or s.runtime >= asked.min_runtime)
            and (asked.max_runtime is null or s.runtime <= asked.max_runtime)
            and (asked.min_votes is null or s.vote_count >= asked.min_votes)
    ),

    weighted as (
        from seed_features(judgements)
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

    signals (movie_id, content, shares_genre, co_likes, series, lifts, is_left_out) as (
        select
            o.movie_id,
            f.strength * o.strength,
            f.is_liked_genre,
            0::double,
            0::double,
            0::double,
            false
        from (select genre) as asked (genre)
        cross join weighted as f
        inner join movie_features as o on f.feature_id = o.feature_id
        left join genre_films as g on o.movie_id = g.movie_id
        where asked.genre is null or g.movie_id is not null
        union all
        select
            l.movie_id,
            0,
            0,
            t.likeness * l.weight,
            0,
            0,
            false
        from tastes as t
        inner join likes as l on t.user_id = l.user_id
        union all
        select
            u.other_id,
            0,
            0,
            0,
            0,
            round(f.similarity_share * u.lift),
            false
        from factors as f
        cross join seeds as s
        inner join co_likes as u on s.movie_id = u.movie_id
        union all
        select
            s.other_id,
            0,
            0,
            0,
            if(j.sign = 1, round(1000000 * (f.similarity_series * s.similarity + f.taste_series * s.taste)), 0),
            0,
            coalesce(asked.exclude_collection, false)
        from (select exclude_collection) as asked (exclude_collection)
        cross join factors as f
        cross join judged as j
        inner join collection_neighbours as s on j.movie_id = s.movie_id
        where j.sign != 0
        union all
        select
            j.movie_id,
            0,
            0,
            0,
            0,
            0,
            true
        from judged as j
    ),

    alike as (
        select
            c.movie_id,
            sum(c.content) / 1000000 as content,
            max(c.shares_genre) as shares_genre,
            sum(c.co_likes) / 1000000 as co_likes,
            sum(c.series) / 1000000 as series,
            sum(c.lifts) / 1000000 as lift,
            bool_or(c.is_left_out) as is_left_out
        from signals as c
        group by c.movie_id
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
    ),

    seed_list as (
        select list({ 'fame': s.fame, 'rating': s.rating } order by s.movie_id) as films
        from seeds as s
    )

    select
        other.movie_id,
        other.release_year,
        other.collection_id,
        other.genre_ids,
        other.canonical_film_id,
        recommendation_score(
            coalesce(a.content, 0) + coalesce(a.series, 0) + y.score,
            f.no_genre * (1 - coalesce(a.shares_genre, 0)),
            f.similarity_share
            * list_sum(list_transform(l.films, lambda s: abs(s.fame - other.fame) + abs(s.rating - other.rating))),
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
    cross join seed_list as l
    inner join years as y on other.release_year = y.release_year
    left join alike as a on other.movie_id = a.movie_id
    where a.is_left_out is not true;
