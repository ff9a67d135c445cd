-- Films for people who liked some films and disliked others, best first, with reasons: one mixture, not one film's neighbours.
--
-- None of the given films is in the answer, nor is one that was seen. With `person`, given once for each of several people, it
-- is films for all of them: a film is as good as the least pleased of them finds it, and `people` says why for each. Whoever
-- gives `likes` is one more, the first; `dislikes` and `seen` hold for everybody.
--
-- /// endpoint
-- path = "/recommendations"
-- answer = "many"
-- order = ["place"]
-- page = 100
-- any_of = ["likes", "person"]
-- [split]
-- rest = "recommended_to_people"
-- [[split.quick]]
-- macro = "recommended_to_person"
-- [parameters.likes]
-- about = "Films that were liked, by id or any of their titles, up to 50. If a number is both, id:300 or title:300."
-- example = ["862", "The Godfather"]
-- vocabulary = "title"
-- named_by = "films_named"
-- [parameters.person]
-- about = "Films that one of several people liked, with semicolons between, after a name and = if there is one; up to 4 times."
-- example = ["Ana=862;The Godfather", "Luis=Heat"]
-- most = 4
-- vocabulary = "title"
-- named_by = "films_of_people"
-- [parameters.dislikes]
-- about = "Films that were disliked, named like those that were liked, up to 50."
-- vocabulary = "title"
-- named_by = "films_named"
-- [parameters.seen]
-- about = "Films that are not to be recommended because they were seen, named like those that were liked, up to 50."
-- vocabulary = "title"
-- named_by = "films_named"
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
-- [parameters.novelty]
-- about = "From 0, films however well known they are, to 1, films that few know; 0 if it is not given."
-- bounds = [0, 1]
-- [parameters.n]
-- about = "How many films; 10 if it is not given."
-- bounds = [1, 100]
-- ///
-- /// columns
-- of = ["recommended_to_person()"]
-- ///
create or replace macro recommended_movies(
    likes varchar[] := null,
    dislikes varchar[] := null,
    seen varchar[] := null,
    person varchar[] := null,
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
    novelty double := null,
    n integer := null
) as table
    from
        recommended_to_person(
            if(person is null, likes, null),
            dislikes,
            seen,
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
            novelty,
            n
        )
    union all
    from recommended_to_people(
        if(person is null, null, likes),
        dislikes,
        seen,
        person,
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
        novelty,
        n
    );
