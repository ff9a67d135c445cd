-- Where a film can be watched: platforms by country and kind of offer, the best known first.
--
-- The data are of JustWatch, by way of TMDB; both ask to be named wherever they are shown.
--
-- /// endpoint
-- path = "/movies/{film}/watch_providers"
-- answer = "many"
-- tag = "watch"
-- order = ["region_code", "kind", "display_priority", "provider_id"]
-- page = 100
-- facets = ["region_code", "kind", "provider"]
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- [parameters.region]
-- about = "Only offers in this country, by its ISO 3166-1 code, in any case, such as AR."
-- vocabulary = "region"
-- ///
-- /// columns
-- of = ["watch_providers"]
-- [columns.provider]
-- of = "providers.name"
-- ///
create or replace macro movie_watch_providers(film integer, region varchar := null) as table
    select
        w.region_code,
        w.kind,
        w.provider_id,
        p.name as provider,
        w.display_priority
    from (select film, region) as asked (movie_id, wanted_region)
    inner join watch_providers as w on asked.movie_id = w.movie_id
    inner join providers as p on w.provider_id = p.provider_id
    where asked.wanted_region is null or upper(asked.wanted_region) = w.region_code
    order by w.region_code, w.kind, w.display_priority, w.provider_id;
