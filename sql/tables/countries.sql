-- The countries that produced films.
--
-- /// table
-- key = ["country_code"]
-- sorted_by = ["country_code"]
-- ///
create or replace table countries (
    country_code varchar not null,
    name varchar
);

comment on table countries is 'The countries that produced films';
comment on column countries.country_code is 'ISO 3166-1 alpha-2 code';
comment on column countries.name is 'Name in English';
