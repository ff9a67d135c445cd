-- Where films can be watched, country by country; empty when the raw files do not say it.
--
-- The data are of JustWatch, which is to be named wherever they are shown.
--
-- /// table
-- key = ["movie_id", "region_code", "kind", "provider_id"]
-- sorted_by = ["movie_id", "region_code", "kind", "display_priority", "provider_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- provider_id = "providers.provider_id"
-- [unreferenced]
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table watch_providers (
    movie_id integer not null,
    region_code varchar not null,
    kind varchar not null,
    provider_id integer not null,
    display_priority integer
);

comment on table watch_providers is 'Where films can be watched, by JustWatch';
comment on column watch_providers.movie_id is 'The film (movies)';
comment on column watch_providers.region_code is 'ISO 3166-1 code of the country';
comment on column watch_providers.kind is
'flatrate, with a subscription; free; ads, free with advertisements; rent; or buy';
comment on column watch_providers.provider_id is 'The platform (providers)';
comment on column watch_providers.display_priority is 'Place of the platform among those of the country, the best known first';
