-- The jobs that people do behind the camera of films.
--
-- /// table
-- key = ["credit_id"]
-- sorted_by = ["movie_id", "job", "credit_id"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- person_id = "people.person_id"
-- ///
create or replace table crew (
    credit_id varchar not null,
    movie_id integer not null,
    person_id integer not null,
    department varchar,
    job varchar
);

comment on table crew is 'Jobs behind the camera';
comment on column crew.credit_id is 'TMDB id of the credit or, where raw files have none, film, column and place';
comment on column crew.movie_id is 'The film (movies)';
comment on column crew.person_id is 'Who does the job (people)';
comment on column crew.department is 'Department, such as Directing or Writing';
comment on column crew.job is 'Job, such as Director or Screenplay';
