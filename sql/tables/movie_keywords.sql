-- The keywords of each film.
--
-- /// table
-- key = ["movie_id", "keyword_id"]
-- sorted_by = ["movie_id", "position"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- keyword_id = "keywords.keyword_id"
-- ///
create or replace table movie_keywords (
    movie_id integer not null,
    keyword_id integer not null,
    position integer not null
);

comment on table movie_keywords is 'The keywords of each film';
comment on column movie_keywords.movie_id is 'The film (movies)';
comment on column movie_keywords.keyword_id is 'The keyword (keywords)';
comment on column movie_keywords.position is 'Place in the film''s list, from 1';
