-- The languages that films are spoken or were made in.
--
-- /// table
-- key = ["language_code"]
-- sorted_by = ["language_code"]
-- ///
create or replace table languages (
    language_code varchar not null,
    name varchar
);

comment on table languages is 'Languages';
comment on column languages.language_code is 'ISO 639-1 code';
comment on column languages.name is 'Name in the language itself or in English, as the raw files give it; null without one';
