-- The companies that produced films.
--
-- /// table
-- key = ["company_id"]
-- sorted_by = ["company_id"]
-- ///
create or replace table companies (
    company_id integer not null,
    name varchar
);

comment on table companies is 'The companies that produced films';
comment on column companies.company_id is 'TMDB id of the company or, from 1,000,000,000, made of the name; not unique by name';
comment on column companies.name is 'Name';
