-- The films: one row each, with a release date. Unknown budget and revenue are 0, as the brief asks.
--
-- /// table
-- key = ["movie_id"]
-- sorted_by = ["movie_id"]
-- counted = true
-- [references]
-- original_language = "languages.language_code"
-- collection_id = "collections.collection_id"
-- ///
create or replace table movies (
    movie_id integer not null,
    title varchar not null,
    original_language varchar,
    release_date date not null,
    release_year integer not null,
    collection_id integer,
    budget bigint not null,
    revenue bigint not null,
    "return" double not null,
    runtime integer,
    popularity double,
    vote_average double,
    vote_count integer,
    status varchar,
    tagline varchar,
    overview varchar
);

comment on table movies is 'Films: one row each';
comment on column movies.movie_id is 'TMDB id of the film';
comment on column movies.title is 'Title as released in English-speaking countries, else the original title';
comment on column movies.original_language is 'ISO 639-1 code of the language the film was made in';
comment on column movies.release_date is 'First release';
comment on column movies.release_year is 'Year of release_date';
comment on column movies.collection_id is 'The series that the film belongs to (collections)';
comment on column movies.budget is 'Cost in US dollars; 0 when unknown';
comment on column movies.revenue is 'Box office in US dollars; 0 when unknown';
comment on column movies."return" is 'revenue / budget; 0 where the budget is 0';
comment on column movies.runtime is 'Length in minutes';
comment on column movies.popularity is 'TMDB popularity score, from 0';
comment on column movies.vote_average is 'Mean vote, from 0 to 10';
comment on column movies.vote_count is 'Number of votes';
comment on column movies.status is 'Stage of production, such as Released or Rumored';
comment on column movies.tagline is 'Advertising line';
comment on column movies.overview is 'Plot in a few sentences';
