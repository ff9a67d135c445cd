-- The platforms where films can be watched; empty when the raw files name none.
--
-- /// table
-- key = ["provider_id"]
-- sorted_by = ["provider_id"]
-- ///
create or replace table providers (
    provider_id integer not null,
    name varchar
);

comment on table providers is 'Platforms where films can be watched';
comment on column providers.provider_id is 'TMDB id of the platform';
comment on column providers.name is 'Name';
