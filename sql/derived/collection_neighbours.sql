-- Films of one collection and what it is worth to have liked the one when the other is recommended: the next ones come first.
--
-- Places are counted by release. A film before the liked one stands half a place further away than one behind it.
--
-- /// table
-- key = ["movie_id", "other_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- other_id = "movies.movie_id"
-- ///
create or replace table derived.collection_neighbours as
with places as (
    select
        m.collection_id,
        m.movie_id,
        row_number() over (partition by m.collection_id order by m.release_date, m.movie_id) as place
    from movies as m
    where m.collection_id is not null
),

gaps as (
    select
        a.movie_id,
        b.movie_id as other_id,
        least(8, if(b.place > a.place, b.place - a.place, a.place - b.place + 0.5))::double as gap
    from places as a
    inner join places as b on a.collection_id = b.collection_id
    where a.movie_id != b.movie_id
)

select
    g.movie_id,
    g.other_id,
    similarity_weight('series') - similarity_weight('series_step') * g.gap as similarity,
    taste_weight('series') - taste_weight('series_step') * g.gap as taste
from gaps as g
order by g.movie_id, g.other_id;

comment on table derived.collection_neighbours is 'Films of one collection';
comment on column derived.collection_neighbours.movie_id is 'The film that was liked (movies)';
comment on column derived.collection_neighbours.other_id is 'Another one of its collection';
comment on column derived.collection_neighbours.similarity is 'What that adds to how similar they are';
comment on column derived.collection_neighbours.taste is 'What that adds to what people who like several films may like';
