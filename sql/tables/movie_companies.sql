-- The companies that produced each film.
--
-- /// table
-- key = ["movie_id", "company_id"]
-- sorted_by = ["movie_id", "position"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- company_id = "companies.company_id"
-- ///
create or replace table movie_companies (
    movie_id integer not null,
    company_id integer not null,
    position integer not null
);

comment on table movie_companies is 'The companies that produced each film';
comment on column movie_companies.movie_id is 'The film (movies)';
comment on column movie_companies.company_id is 'The production company (companies)';
comment on column movie_companies.position is 'Place in the film''s list, from 1';
