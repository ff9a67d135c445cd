-- The keywords that describe films; empty when the raw files have none.
--
-- /// table
-- key = ["keyword_id"]
-- sorted_by = ["keyword_id"]
-- ///
create or replace table keywords (
    keyword_id integer not null,
    name varchar
);

comment on table keywords is 'The keywords that describe films; empty when the raw files have none';
comment on column keywords.keyword_id is 'TMDB id of the keyword or, from 1,000,000,000, one made of the name';
comment on column keywords.name is 'Name in English';
