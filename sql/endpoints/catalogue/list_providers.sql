-- The platforms where films can be watched, those with most films first.
--
-- The data are of JustWatch, by way of TMDB; both ask to be named wherever they are shown.
--
-- /// endpoint
-- path = "/providers"
-- answer = "many"
-- tag = "watch"
-- order = ["-films", "provider_id"]
-- page = 100
-- [parameters.region]
-- about = "Only platforms with films in this country, by its ISO 3166-1 code, in any case, such as AR, and only those films."
-- vocabulary = "region"
-- ///
-- /// columns
-- of = ["providers", "provider_totals"]
-- ///
create or replace macro list_providers(region varchar := null) as table
    select
        p.provider_id,
        p.name,
        t.films
    from (select region) as asked (wanted_region)
    inner join derived.provider_totals as t on upper(asked.wanted_region) is not distinct from t.region_code
    inner join providers as p on t.provider_id = p.provider_id
    order by t.films desc, p.provider_id;
