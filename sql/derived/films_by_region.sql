-- The films that can be watched in each country, on whatever platform.
--
-- /// table
-- key = ["region_code", "movie_id"]
-- not_null = ["region_code", "movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table derived.films_by_region as
select distinct
    f.region_code,
    f.movie_id
from derived.films_by_provider as f
order by f.region_code, f.movie_id;

comment on table derived.films_by_region is 'Films that can be watched in each country';
comment on column derived.films_by_region.region_code is 'ISO 3166-1 code of the country';
comment on column derived.films_by_region.movie_id is 'The film (movies)';
