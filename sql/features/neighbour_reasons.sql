-- Why each film recommends its neighbours: what they share, in Spanish, the three rarest things of each kind.
--
-- The left joins keep the order in which the tables are joined, so that pairs of films come first; see neighbours.
create or replace view neighbour_reasons as
with feature_names (kind, feature_id, name) as (
    select
        'collection',
        c.collection_id,
        c.name
    from collections as c
    union all
    select
        unnest(['director', 'cast']),
        p.person_id,
        p.name
    from people as p
    union all
    select
        'keyword',
        k.keyword_id,
        k.name
    from keywords as k
    union all
    select
        'genre',
        g.genre_id,
        g.name
    from genres as g
),

labels (kind, label, label_place) as (
    values
    ('collection', 'misma saga', 1),
    ('director', 'misma dirección', 2),
    ('cast', 'mismo reparto', 3),
    ('keyword', 'mismos temas', 4),
    ('genre', 'mismos géneros', 5)
),

shared as (
    select
        n.movie_id,
        n.place,
        a.kind,
        f.name,
        a.weight,
        b.movie_id is not null as is_shared
    from neighbours as n
    left join movie_features as a on n.movie_id = a.movie_id
    left join movie_features as b on n.other_id = b.movie_id and a.kind = b.kind and a.feature_id = b.feature_id
    left join feature_names as f on a.kind = f.kind and a.feature_id = f.feature_id
),

reason_parts as (
    select
        s.movie_id,
        s.place,
        l.label_place,
        list(s.name order by s.weight desc, s.name asc) filter (where s.is_shared) as names,
        l.label || ': ' || array_to_string(names[:3], ', ') as part
    from shared as s
    inner join labels as l on s.kind = l.kind
    group by s.movie_id, s.place, l.label_place, l.label
)

select
    p.movie_id,
    p.place,
    string_agg(p.part, '; ' order by p.label_place) as reason
from reason_parts as p
group by p.movie_id, p.place;

comment on view neighbour_reasons is 'Why films recommend their neighbours';
comment on column neighbour_reasons.movie_id is 'The film that was liked (movies)';
comment on column neighbour_reasons.place is 'Place of the neighbour (neighbours)';
comment on column neighbour_reasons.reason is 'What both films share, in Spanish';
