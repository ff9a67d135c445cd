-- How much a film is recommended to people who liked another or several, in whole millionths, which compare within one set of
-- liked films.
--
-- likeness is what they share, their series and their years; co_liked are the likes by users who like both; liked is what the
-- liked film says and other what the recommended one brings (film_priors). docs/recommender.md explains each term.
create or replace macro pair_score(likeness, genre_penalty, co_liked, liked, other) as
round(
    1000000 * (
        likeness
        + liked.quality_share * other.quality
        - greatest(0, liked.fame - other.fame)
        - genre_penalty
        + liked.liked_scale * (co_liked + liked.liked_prior * other.liked_share)
    )
)::integer;
