-- What a film brings to every comparison, whichever other film it is compared with, and what it is chosen by.
--
-- Ratings are weighted, v / (v + m) * (R - C), with R the film's mean vote, v its votes, C the mean vote of all films with votes
-- and m the votes that count as much as that mean. fame and rating are scaled so that their differences are scores.
--
-- /// table
-- key = ["movie_id"]
-- looked_up_by = "movie_id"
-- [references]
-- movie_id = "movies.movie_id"
-- canonical_film_id = "movies.movie_id"
-- collection_id = "collections.collection_id"
-- "genre_ids[]" = "genres.genre_id"
-- original_language = "languages.language_code"
-- ///
create or replace table derived.film_priors as
with voted as (
    select
        m.movie_id,
        coalesce(known_votes(m.vote_count), 0)::double as votes
    from movies as m
),

genres_of as (
    select
        g.movie_id,
        list(g.genre_id order by g.genre_id) as genre_ids
    from movie_genres as g
    group by g.movie_id
),

users as (
    select
        l.user_id,
        max(l.weight) as weight
    from derived.likes as l
    group by l.user_id
),

all_likes as (
    select sum(u.weight)::double as weight
    from users as u
),

liked as (
    select
        l.movie_id,
        sum(l.weight)::double / 1000000 as like_total,
        sum(l.weight)::double / any_value(a.weight) as share
    from derived.likes as l
    cross join all_likes as a
    group by l.movie_id
)

select
    m.movie_id,
    normalized_column(m.title) as title_key,
    if(
        m.title is null,
        m.movie_id,
        first_value(m.movie_id) over (
            partition by normalized_column(m.title) order by m.vote_count desc nulls last, m.movie_id asc
        )
    ) as canonical_film_id,
    m.release_year,
    similarity_weight('fame_gap') * ln(1 + v.votes) as fame,
    similarity_weight('rating_gap')
    * v.votes
    / (v.votes + similarity_weight('rating_votes'))
    * (coalesce(known_mean_vote(m.vote_average), p.mean_vote) - p.mean_vote) as rating,
    v.votes
    / (v.votes + taste_weight('quality_votes'))
    * (coalesce(known_mean_vote(m.vote_average), p.mean_vote) - p.mean_vote) as quality,
    coalesce(l.like_total, 0) as like_total,
    coalesce(l.share, 0) as liked_share,
    m.collection_id,
    coalesce(g.genre_ids, []) as genre_ids,
    a.movie_id is not null as is_for_families,
    m.original_language,
    m.runtime,
    m.vote_count
from movies as m
inner join voted as v on m.movie_id = v.movie_id
cross join derived.rating_prior as p
left join liked as l on m.movie_id = l.movie_id
left join genres_of as g on m.movie_id = g.movie_id
left join derived.family_films as a on m.movie_id = a.movie_id
order by m.movie_id;

comment on table derived.film_priors is 'What a film brings to every comparison with another';
comment on column derived.film_priors.movie_id is 'The film (movies)';
comment on column derived.film_priors.title_key is 'Title without case, accents and outer spaces';
comment on column derived.film_priors.canonical_film_id is
'The film that its title means: the one of that title with most votes; itself without a title';
comment on column derived.film_priors.release_year is 'Year of release';
comment on column derived.film_priors.fame is 'How well known it is';
comment on column derived.film_priors.rating is 'How well it is rated, when films are compared';
comment on column derived.film_priors.quality is 'Points of weighted rating above the mean, as a recommendation';
comment on column derived.film_priors.like_total is 'Likes of the film';
comment on column derived.film_priors.liked_share is 'Its share of all users'' likes';
comment on column derived.film_priors.collection_id is 'Its collection (collections)';
comment on column derived.film_priors.genre_ids is 'Its genres (genres), in the order of their ids';
comment on column derived.film_priors.is_for_families is 'Whether it is for the whole family (family_films)';
comment on column derived.film_priors.original_language is 'Its original language (languages)';
comment on column derived.film_priors.runtime is 'Its minutes';
comment on column derived.film_priors.vote_count is 'Its votes';
