-- The series that films belong to, such as Toy Story Collection.
--
-- /// table
-- key = ["collection_id"]
-- sorted_by = ["collection_id"]
-- ///
create or replace table collections (
    collection_id integer not null,
    name varchar
);

comment on table collections is 'Series of films';
comment on column collections.collection_id is 'TMDB id of the collection';
comment on column collections.name is 'Name in English, most often ending in Collection';
