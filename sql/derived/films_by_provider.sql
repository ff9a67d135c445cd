-- The films that each platform has in each country, in the order in which they are looked up; one that a platform offers in
-- several ways is there once.
--
-- /// table
-- key = ["provider_id", "region_code", "movie_id"]
-- not_null = ["provider_id", "region_code", "movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- provider_id = "providers.provider_id"
-- [unreferenced]
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table derived.films_by_provider as
select distinct
    w.provider_id,
    w.region_code,
    w.movie_id
from watch_providers as w
order by w.provider_id, w.region_code, w.movie_id;

comment on table derived.films_by_provider is 'Films that each platform has in each country';
comment on column derived.films_by_provider.provider_id is 'The platform (providers)';
comment on column derived.films_by_provider.region_code is 'ISO 3166-1 code of the country';
comment on column derived.films_by_provider.movie_id is 'The film (movies)';
