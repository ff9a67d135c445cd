-- The films, those with most votes first.
--
-- Unknown budget and revenue are 0, and so is a return that cannot be computed. The cast is its first five; languages are the
-- ISO 639-1 codes of those that are spoken.
--
-- /// endpoint
-- path = "/movies"
-- answer = "many"
-- tag = "movies"
-- compiled = "movies.movie_id"
-- order = ["-vote_count", "movie_id"]
-- facets = [
--     "release_year", "genres", "original_language", "languages", "countries", "companies", "directors", "leading_cast",
--     "keywords",
-- ]
-- [split]
-- rest = "list_movies"
-- [[split.quick]]
-- macro = "listed_films"
-- [parameters.provider]
-- about = "Only films that this platform has, by its name or its provider_id."
-- of = "provider_names.name_key"
-- vocabulary = "provider"
-- [parameters.region]
-- about = "Only films that can be watched in this country, by its ISO 3166-1 code, such as AR."
-- vocabulary = "region"
-- ///
-- /// columns
-- of = ["listed_films()"]
-- ///
create or replace macro list_movies(provider varchar := null, region varchar := null) as table
    with films_there as (
        from films_to_watch(provider, region)
    )

    select m.*
    from (select provider, region) as asked (platform, country)
    cross join listed_films() as m
    left join films_there as f on m.movie_id = f.movie_id
    where (asked.platform is null and asked.country is null) or f.movie_id is not null;
