-- Everybody in the cast or the crew of a film.
--
-- /// table
-- key = ["person_id"]
-- sorted_by = ["person_id"]
-- ///
create or replace table people (
    person_id integer not null,
    name varchar not null,
    gender integer,
    profile_path varchar
);

comment on table people is 'People';
comment on column people.person_id is 'TMDB id of the person or, from 1,000,000,000, one made of the name; not unique by name';
comment on column people.name is 'Name';
comment on column people.gender is '1 woman, 2 man, 3 non-binary, 0 or null unknown';
comment on column people.profile_path is 'Path of the portrait on the TMDB image server';
