-- Who did what in films, before and behind the camera: cast and crew in one, a row for each role and each job.
create or replace view credits as
select
    c.movie_id,
    c.person_id,
    'Acting' as department,
    'Actor' as job,
    c.character,
    c.billing_order,
    c.credit_id
from "cast" as c
union all
select
    c.movie_id,
    c.person_id,
    c.department,
    c.job,
    null as character,
    null as billing_order,
    c.credit_id
from crew as c;

comment on view credits is 'Who did what in films: cast and crew';
comment on column credits.movie_id is 'The film (movies)';
comment on column credits.person_id is 'The person (people)';
comment on column credits.department is 'Acting for the cast, else the department of the crew';
comment on column credits.job is 'Actor for the cast, else the job';
comment on column credits.character is 'Name of the role in the cast; null for the crew';
comment on column credits.billing_order is 'Place in the credits of the cast, from 0; null for the crew';
comment on column credits.credit_id is 'Id of the credit at TMDB';
