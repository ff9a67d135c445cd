-- What films are called by at other places, such as IMDb.
--
-- /// table
-- key = ["movie_id", "source"]
-- sorted_by = ["movie_id", "source"]
-- counted = true
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- external_id = "No table holds the ids of other places."
-- ///
create or replace table external_ids (
    movie_id integer not null,
    source varchar not null,
    external_id varchar not null
);

comment on table external_ids is 'Ids of films at other places';
comment on column external_ids.movie_id is 'The film (movies)';
comment on column external_ids.source is 'The place: imdb, wikidata, facebook, instagram or twitter';
comment on column external_ids.external_id is 'Id of the film there, such as tt0114709';
