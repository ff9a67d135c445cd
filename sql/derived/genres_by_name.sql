-- The genres that a name stands for, in the data or in Spanish: mostly one, several where names differ in case or accents only.
--
-- /// table
-- key = ["name_key"]
-- not_null = ["genre_ids", "genre_ids[]"]
-- [references]
-- "genre_ids[]" = "genres.genre_id"
-- ///
create or replace table derived.genres_by_name as
select
    v.name_key,
    list(g.genre_id order by g.genre_id) as genre_ids
from derived.vocabulary as v
inner join genres as g on v.own_key = normalized(g.name)
where v.kind = 'genre'
group by v.name_key
order by v.name_key;

comment on table derived.genres_by_name is 'Genres by their names';
comment on column derived.genres_by_name.name_key is 'A name without case, accents and outer spaces';
comment on column derived.genres_by_name.genre_ids is 'The genres that it stands for (genres)';
