-- Every spelling under which a person is credited.
--
-- /// table
-- key = ["person_id", "name"]
-- sorted_by = ["person_id", "name"]
-- [references]
-- person_id = "people.person_id"
-- ///
create or replace table person_names (
    person_id integer not null,
    name varchar not null
);

comment on table person_names is 'Spellings under which people are credited';
comment on column person_names.person_id is 'The person (people)';
comment on column person_names.name is 'Name as a credit writes it';
