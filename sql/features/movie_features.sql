-- What a film can have in common with another, and how much that says: collection, director, leading cast, genre and keyword.
--
-- The weight is that of the kind times the IDF of the feature, ln(1 + films / (films with the feature + 5)): rare things say
-- more. Weights are whole thousandths, so that sums do not depend on the order of their terms.
create or replace table movie_features as
with kinds (kind, kind_weight) as (
    values
    ('collection', 6.0),
    ('director', 0.9),
    ('cast', 0.5),
    ('genre', 1.0),
    ('keyword', 0.5)
),

found (movie_id, kind, feature_id) as (
    select
        m.movie_id,
        'collection',
        m.collection_id
    from movies as m
    where m.collection_id is not null
    union
    select
        c.movie_id,
        'director',
        c.person_id
    from crew as c
    where c.job = 'Director'
    union
    select
        c.movie_id,
        'cast',
        c.person_id
    from "cast" as c
    qualify row_number() over (partition by c.movie_id order by c.billing_order nulls last, c.credit_id) <= 5
    union
    select
        g.movie_id,
        'genre',
        g.genre_id
    from movie_genres as g
    union
    select
        k.movie_id,
        'keyword',
        k.keyword_id
    from movie_keywords as k
),

frequencies as (
    select
        f.kind,
        f.feature_id,
        count(*) as films
    from found as f
    group by f.kind, f.feature_id
)

select
    f.movie_id,
    f.kind,
    f.feature_id,
    q.films,
    round(1000 * k.kind_weight * ln(1 + (select count(*) from movies) / (q.films + 5.0)))::integer as weight
from found as f
inner join frequencies as q on f.kind = q.kind and f.feature_id = q.feature_id
inner join kinds as k on f.kind = k.kind
order by f.kind, f.feature_id, f.movie_id;

comment on table movie_features is 'What films can have in common';
comment on column movie_features.movie_id is 'The film (movies)';
comment on column movie_features.kind is 'collection, director, cast, genre or keyword';
comment on column movie_features.feature_id is 'Id of the collection, person, genre or keyword';
comment on column movie_features.films is 'Number of films with the feature';
comment on column movie_features.weight is 'Thousandths: weight of the kind times IDF of the feature';
