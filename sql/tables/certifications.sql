-- For which age films are rated, country by country; empty when the raw files do not say it.
--
-- /// table
-- key = ["movie_id", "region_code", "certification", "release_type", "release_date"]
-- nullable = ["release_type", "release_date"]
-- sorted_by = ["movie_id", "region_code", "release_date", "release_type", "certification"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- region_code = "Films are shown in countries that need not have made one."
-- ///
create or replace table certifications (
    movie_id integer not null,
    region_code varchar not null,
    certification varchar not null,
    release_type integer,
    release_date date
);

comment on table certifications is 'Age ratings of films';
comment on column certifications.movie_id is 'The film (movies)';
comment on column certifications.region_code is 'ISO 3166-1 code of the country';
comment on column certifications.certification is 'The rating in that country''s own system, such as PG-13';
comment on column certifications.release_type is
'The release it was given for: 1 premiere, 2 limited, 3 theatrical, 4 digital, 5 physical, 6 television';
comment on column certifications.release_date is 'Date of that release';
