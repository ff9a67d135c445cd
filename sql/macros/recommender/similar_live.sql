-- Films like a film, found among all that fit: what similar_movies gives when more is asked than what was built.
--
-- /// macro
-- examples = [
--     { film = 862, genre = "Comedy", n = 3 },
--     { film = 949, diversity = 0.5 },
--     { film = 999999999 },
-- ]
-- ///
create or replace macro similar_live(
    film integer,
    genre varchar := null,
    from_year integer := null,
    to_year integer := null,
    language varchar := null,
    min_runtime integer := null,
    max_runtime integer := null,
    min_votes integer := null,
    exclude_collection boolean := null,
    family boolean := null,
    provider varchar := null,
    region varchar := null,
    diversity double := null,
    n integer := null
) as table
    from recommended_films(
        [{ 'movie_id': film, 'sign': 1 }],
        genre,
        from_year,
        to_year,
        language,
        min_runtime,
        max_runtime,
        min_votes,
        exclude_collection,
        family,
        provider,
        region,
        diversity,
        most := coalesce(n, 10)
    );
