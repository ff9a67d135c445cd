-- Films like a film, best first, with the reasons: what they share with it and how much of the score that makes up.
--
-- Without filters these are the film's neighbours, in their order unless diversity changes it. With a filter they are the best
-- of the whole catalogue that fit, some of which are no neighbours. Of a film that nobody voted for there are ten neighbours in
-- catalogues of more than 200,000 films, of all others fifty. At most four are of one series; how to go on with the film's own
-- series is told apart, in `included`.
--
-- /// endpoint
-- path = "/movies/{film}/similar"
-- answer = "many"
-- order = ["place"]
-- page = 100
-- included = ["next_in_series"]
-- [split]
-- rest = "similar_live"
-- [[split.quick]]
-- macro = "similar_built"
-- most = { n = 10 }
-- [[split.quick]]
-- macro = "similar_neighbours"
-- most = { n = 50 }
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- [parameters.genre]
-- about = "Only films of this genre, by its name."
-- vocabulary = "genre"
-- [parameters.from_year]
-- about = "Only films released in this year or later."
-- [parameters.to_year]
-- about = "Only films released in this year or earlier."
-- [parameters.language]
-- about = "Only films in this original language, by its ISO 639-1 code, such as fr."
-- of = "movies.original_language"
-- [parameters.min_runtime]
-- about = "Only films of at least so many minutes."
-- [parameters.max_runtime]
-- about = "Only films of at most so many minutes."
-- [parameters.min_votes]
-- about = "Only films with at least so many votes."
-- [parameters.exclude_collection]
-- about = "Whether films of the same collection are left out."
-- [parameters.family]
-- about = "Whether only films for the whole family are given: of the genre Family, and not of Crime, Horror, Thriller or War."
-- [parameters.provider]
-- about = "Only films that this platform has, by its name or its provider_id."
-- of = "provider_names.name_key"
-- vocabulary = "provider"
-- [parameters.region]
-- about = "Only films that can be watched in this country, by its ISO 3166-1 code, such as AR."
-- vocabulary = "region"
-- [parameters.diversity]
-- about = "From 0, the best films whatever they are, to 1, no two of a kind; 0 if it is not given."
-- bounds = [0, 1]
-- [parameters.n]
-- about = "How many films; 10 if it is not given."
-- bounds = [1, 100]
-- ///
-- /// columns
-- of = ["recommended_films()"]
-- ///
create or replace macro similar_movies(
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
    with asked (film_id, is_built) as (
        select
            film,
            genre is null
            and from_year is null
            and to_year is null
            and language is null
            and min_runtime is null
            and max_runtime is null
            and min_votes is null
            and not coalesce(exclude_collection, false)
            and not coalesce(family, false)
            and provider is null
            and region is null
            and coalesce(diversity, 0) = 0
            and coalesce(n, 10) <= 50
    )

    from similar_neighbours((select if(a.is_built, a.film_id, null) from asked as a), n)
    union all
    from similar_live(
        (select if(a.is_built, null, a.film_id) from asked as a),
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
        n
    );
