-- How much every other film is recommended to who liked some films and disliked others: film ids with scores and what makes
-- them up.
--
-- One liked film gives the scores of its neighbours. Several give one mixture: the mean likeness to them, where disliked films
-- count as liked ones do, the other way; the quality of the film; and the likes of users who like several of them too. The
-- features of the liked films are added up first, so that the cost is about that of one film.
create or replace macro film_scores(liked_ids, disliked_ids) as table
    with judged (movie_id, sign) as materialized (
        select distinct
            unnest(liked_ids),
            1
        union all
        select distinct
            unnest(disliked_ids),
            -1
    ),

    seeds as (
        select j.movie_id
        from judged as j
        where j.sign = 1
    ),

    seed_features as (
        select
            f.feature_id,
            sum(j.sign * f.strength)::bigint as strength,
            bool_or(j.sign = 1) as is_liked
        from judged as j
        inner join movie_features as f on j.movie_id = f.movie_id
        group by f.feature_id
    ),

    alike as (
        select
            o.movie_id,
            sum(f.strength * o.strength) as content,
            bool_or(o.kind = 'genre' and f.is_liked) as shares_genre
        from seed_features as f
        inner join movie_features as o on f.feature_id = o.feature_id
        group by o.movie_id
    ),

    weights as (
        select
            max(w.weight) filter (w.name = 'several') as several,
            max(w.weight) filter (w.name = 'no_genre') as no_genre,
            max(w.weight) filter (w.name = 'liked') as liked,
            max(w.weight) filter (w.name = 'liked_shrinkage') as liked_shrinkage
        from recommendation_weights as w
    ),

    seed_standing as materialized (
        select s.*
        from seeds as e
        inner join film_standing as s on e.movie_id = s.movie_id
    ),

    all_years as (
        select distinct f.release_year
        from film_standing as f
    ),

    years as (
        select
            y.release_year,
            fsum(g.score order by s.movie_id) as score
        from seed_standing as s
        cross join all_years as y
        inner join year_scores as g on abs(s.release_year - y.release_year) = g.gap
        group by y.release_year
    ),

    same_series as (
        select
            s.other_id,
            fsum(s.score order by s.movie_id) as score
        from seeds as e
        inner join series as s on e.movie_id = s.movie_id
        group by s.other_id
    ),

    tastes as (
        select
            l.user_id,
            count(*) as liked_films
        from seeds as e
        inner join likes as l on e.movie_id = l.movie_id
        group by l.user_id
    ),

    co_liked as (
        select
            l.movie_id,
            sum(t.liked_films * l.amount) / 1000000 as co_likes
        from tastes as t
        inner join likes as l on t.user_id = l.user_id
        group by l.movie_id
    ),

    liked as (
        select
            count(*) as films,
            if(films = 1, 1, max(w.several) / films) as likeness_share,
            if(films = 1, max(w.no_genre), 0) as no_genre,
            if(films = 1, min(s.quality_share), 1) as quality_share,
            if(films = 1, min(s.fame), 0) as fame,
            if(
                films = 1,
                min(s.liked_scale),
                2 * max(w.liked) / (fsum(s.like_total order by s.movie_id) + max(w.liked_shrinkage))
            ) as liked_scale,
            if(films = 1, min(s.liked_prior), max(w.liked_shrinkage)) as liked_prior
        from seed_standing as s
        cross join weights as w
    )

    select
        other.movie_id,
        other.release_year,
        other.collection_id,
        other.genre_ids,
        other.original_language,
        other.runtime,
        other.vote_count,
        pair_score(
            liked.likeness_share * (coalesce(a.content, 0) / 1000000 + coalesce(s.score, 0) + y.score),
            if(coalesce(a.shares_genre, false), 0, liked.no_genre),
            coalesce(c.co_likes, 0),
            liked,
            other
        ) as score,
        liked.likeness_share,
        liked.likeness_share * coalesce(s.score, 0) as series_part,
        liked.likeness_share * y.score as year_part,
        liked.quality_share * other.quality as quality_part,
        liked.liked_scale * coalesce(c.co_likes, 0) as liked_part
    from film_standing as other
    cross join liked
    inner join years as y on other.release_year = y.release_year
    left join alike as a on other.movie_id = a.movie_id
    left join same_series as s on other.movie_id = s.other_id
    left join co_liked as c on other.movie_id = c.movie_id
    where liked.films > 0 and other.movie_id not in (select j.movie_id from judged as j);
