-- The roles that people play in films.
--
-- /// table
-- key = ["credit_id"]
-- sorted_by = ["movie_id", "billing_order", "credit_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- person_id = "people.person_id"
-- ///
create or replace table "cast" (
    credit_id varchar not null,
    movie_id integer not null,
    person_id integer not null,
    character varchar,
    billing_order integer
);

comment on table "cast" is 'Roles in films';
comment on column "cast".credit_id is 'TMDB id of the credit or, where raw files have none, film, column and place';
comment on column "cast".movie_id is 'The film (movies)';
comment on column "cast".person_id is 'The actor (people)';
comment on column "cast".character is 'Name of the role';
comment on column "cast".billing_order is 'Place in the credits, from 0 for the leading role';
