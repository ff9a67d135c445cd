-- How much every other film that fits is recommended to who liked some films and disliked others: film ids with scores and what
-- makes them up.
--
-- judgements is a list of {movie_id, sign}, as of judged_films. Of the rest, which say what fits, null asks for nothing. One
-- liked film gives the scores of its neighbours. Several give one mixture: the mean likeness to them, where disliked films count
-- as liked ones do, the other way; the quality of the film; and what users who like several of them like more than others do. The
-- features of the liked films are added up first, so that the cost is about that of one film.
--
-- All that speaks for a film (clues) is added up in one step, for each further one costs more than the sum. Sums of whole
-- numbers are in doubles, which hold them exactly and add up faster than integers.
create or replace macro film_scores(
    judgements,
    wanted_genre := null,
    earliest := null,
    latest := null,
    wanted_language := null,
    shortest := null,
    longest := null,
    least_votes := null,
    other_collections := null
) as table
    with judged (movie_id, sign) as materialized (
        select unnest(judgements, recursive := true)
    ),

    seeds as materialized (
        select s.*
        from judged as j
        inner join film_standing as s on j.movie_id = s.movie_id
        where j.sign = 1
    ),

    seed_totals as (
        select
            count(*) as films,
            min(s.quality_share) as quality_share,
            min(s.fame) as fame,
            min(s.liked_scale) as liked_scale,
            min(s.liked_prior) as liked_prior,
            fsum(s.like_total order by s.movie_id) + weight_of('liked_shrinkage') as shrunk_likes
        from seeds as s
    ),

    liked as (
        select
            t.films,
            if(t.films = 1, 1, weight_of('several') / t.films) as likeness_share,
            if(t.films = 1, weight_of('no_genre'), 0) as no_genre,
            if(t.films = 1, t.quality_share, 1) as quality_share,
            if(t.films = 1, t.fame, 0) as fame,
            if(t.films = 1, t.liked_scale, weight_of('liked_several') / t.shrunk_likes) as liked_scale,
            if(
                t.films = 1,
                t.liked_prior,
                weight_of('liked_shrinkage') - weight_of('liked_by_all') * t.shrunk_likes
            ) as liked_prior
        from seed_totals as t
    ),

    fitting as (
        select s.*
        from film_standing as s
        where
            (earliest is null or s.release_year >= earliest)
            and (latest is null or s.release_year <= latest)
            and (wanted_language is null or s.original_language = lower(wanted_language))
            and (shortest is null or s.runtime >= shortest)
            and (longest is null or s.runtime <= longest)
            and (least_votes is null or s.vote_count >= least_votes)
            and (
                wanted_genre is null
                or s.movie_id in (
                    select m.movie_id
                    from movie_genres as m
                    inner join genres as g on m.genre_id = g.genre_id
                    where normalized(g.name) = normalized(wanted_genre)
                )
            )
    ),

    seed_features as (
        select
            f.feature_id,
            sum(j.sign * f.strength)::double as strength,
            bool_or(j.sign = 1 and f.kind = 'genre')::double as is_liked_genre
        from judged as j
        inner join features_of_films as f on j.movie_id = f.movie_id
        group by f.feature_id
    ),

    tastes as (
        select
            l.user_id,
            pow(count(*), 2) as likeness
        from seeds as s
        inner join likes as l on s.movie_id = l.movie_id
        group by l.user_id
    ),

    -- "is true" keeps DuckDB from looking up the films that fit among those that share something, which are many more.
    clues (movie_id, content, shares_genre, co_likes, series, of_series) as (
        select
            o.movie_id,
            f.strength * o.strength,
            f.is_liked_genre,
            0::double,
            0::double,
            0
        from seed_features as f
        inner join movie_features as o on f.feature_id = o.feature_id
        where (o.movie_id in (select s.movie_id from fitting as s)) is true
        union all
        select
            l.movie_id,
            0,
            0,
            t.likeness * l.amount,
            0,
            0
        from tastes as t
        inner join likes as l on t.user_id = l.user_id
        union all
        select
            s.other_id,
            0,
            0,
            0,
            if(j.sign = 1, round(1000000 * s.score), 0),
            1
        from judged as j
        inner join series as s on j.movie_id = s.movie_id
    ),

    alike as (
        select
            c.movie_id,
            sum(c.content) / 1000000 as content,
            max(c.shares_genre) as shares_genre,
            sum(c.co_likes) / 1000000 as co_likes,
            sum(c.series) / 1000000 as series,
            max(c.of_series) = 1 as is_of_series
        from clues as c
        group by c.movie_id
    ),

    near_years as (
        select
            s.movie_id,
            s.release_year::bigint + unnest(if(g.gap = 0, [0], [g.gap, -g.gap])) as release_year,
            g.score
        from seeds as s
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
        other.namesake_id,
        pair_score(
            liked.likeness_share * (coalesce(a.content, 0) + coalesce(a.series, 0) + y.score),
            liked.no_genre * (1 - coalesce(a.shares_genre, 0)),
            coalesce(a.co_likes, 0),
            liked,
            { 'quality': other.quality, 'fame': other.fame, 'liked_share': other.liked_share }
        ) as score,
        liked.likeness_share,
        liked.likeness_share * coalesce(a.series, 0) as series_part,
        liked.likeness_share * y.score as year_part,
        liked.quality_share * other.quality as quality_part,
        liked.liked_scale * (coalesce(a.co_likes, 0) + least(0, liked.liked_prior) * other.liked_share) as liked_part
    from fitting as other
    cross join liked
    inner join years as y on other.release_year = y.release_year
    left join alike as a on other.movie_id = a.movie_id
    where
        liked.films > 0
        and other.movie_id not in (select j.movie_id from judged as j)
        and (not coalesce(other_collections, false) or not coalesce(a.is_of_series, false));
