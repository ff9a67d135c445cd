-- How much each film has of the features that decide most (common_features), as an array: what the rough score of two films
-- multiplies. Of the film that is asked with, film_neighbours makes such an array with weights.
--
-- /// table
-- key = ["movie_id"]
-- not_null = ["vector"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.film_vectors as
with strengths_of as (
    select
        f.movie_id,
        map_from_entries(list({ 'slot': c.slot, 'strength': f.strength })) as strengths
    from derived.movie_features as f
    inner join derived.common_features as c on f.feature_id = c.feature_id
    group by f.movie_id
)

select
    p.movie_id,
    list_transform(range(1, 41), lambda slot: coalesce(s.strengths[slot::integer], 0))::float[40] as vector
from derived.film_priors as p
left join strengths_of as s on p.movie_id = s.movie_id
order by p.movie_id;

comment on table derived.film_vectors is 'Films as short arrays, to compare them roughly';
comment on column derived.film_vectors.movie_id is 'The film (movies)';
comment on column derived.film_vectors.vector is
'Its strength (movie_features) in each of common_features, 0 where it has it not';
