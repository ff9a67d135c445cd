-- The films that a platform has in a country; null is any platform, or any country. Without both there is none.
--
-- A platform is named in any case, with or without accents, or by its id; those that share a name count as one.
--
-- /// macro
-- examples = [
--     { wanted_provider = "netflix", wanted_region = "AR" },
--     { wanted_provider = "8" },
--     { wanted_region = "ar" },
--     { wanted_provider = "nothing" },
--     {},
-- ]
-- ///
create or replace macro films_to_watch(wanted_provider := null, wanted_region := null) as table
    select f.movie_id
    from (select wanted_provider, wanted_region) as asked (platform, country)
    inner join derived.provider_names as p on normalized(asked.platform) = p.name_key
    inner join derived.films_by_provider as f on p.provider_id = f.provider_id
    where asked.platform is not null and (asked.country is null or upper(asked.country) = f.region_code)
    union
    select f.movie_id
    from (select wanted_provider, wanted_region) as asked (platform, country)
    inner join derived.films_by_region as f on upper(asked.country) = f.region_code
    where asked.platform is null;
