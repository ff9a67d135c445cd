-- The five films that each film recommends, best first: those that share most, weighted by rarity, then by the weighted rating.
--
-- Candidates share a feature that at most 500 films have, or are among the 30 best rated of one of the film's genres or of its
-- decade; so the cost grows with the number of films, not with its square. The left joins keep the order in which the tables are
-- joined: pairs of films first, and never all pairs that share a genre. The score adds the weights of everything shared, the
-- closeness of the years of release (at most 1,000, nothing after 20 years) and 2,000 for each point of the weighted rating.
-- No title appears twice; the film itself is a candidate only so that it takes the place of its own title, and then leaves.
create or replace table neighbours as
with films as materialized (
    select
        m.movie_id,
        normalized(m.title) as title_key,
        m.release_year,
        m.release_year // 10 as decade,
        round(2000 * r.weighted_rating)::integer as quality
    from movies as m
    inner join weighted_ratings as r on m.movie_id = r.movie_id
),

best_of_genre as (
    select
        f.feature_id,
        f.movie_id
    from movie_features as f
    inner join films as m on f.movie_id = m.movie_id
    where f.kind = 'genre'
    qualify row_number() over (partition by f.feature_id order by m.quality desc, f.movie_id asc) <= 30
),

best_of_decade as (
    select
        m.decade,
        m.movie_id
    from films as m
    qualify row_number() over (partition by m.decade order by m.quality desc, m.movie_id asc) <= 30
),

candidates (movie_id, other_id) as materialized (
    select
        f.movie_id,
        g.movie_id
    from movie_features as f
    inner join movie_features as g on f.kind = g.kind and f.feature_id = g.feature_id
    where f.films <= 500
    union
    select
        f.movie_id,
        b.movie_id
    from movie_features as f
    inner join best_of_genre as b on f.feature_id = b.feature_id
    where f.kind = 'genre'
    union
    select
        m.movie_id,
        b.movie_id
    from films as m
    inner join best_of_decade as b on m.decade = b.decade
    union
    select
        m.movie_id,
        m.movie_id
    from films as m
),

shared as materialized (
    select
        c.movie_id,
        c.other_id,
        coalesce(sum(g.weight), 0) as shared_weight
    from candidates as c
    left join movie_features as f on c.movie_id = f.movie_id
    left join movie_features as g on c.other_id = g.movie_id and f.kind = g.kind and f.feature_id = g.feature_id
    group by c.movie_id, c.other_id
),

scored as (
    select
        s.movie_id,
        s.other_id,
        o.title_key,
        s.shared_weight + greatest(0, 1000 - 50 * abs(m.release_year - o.release_year)) + o.quality as score
    from shared as s
    inner join films as m on s.movie_id = m.movie_id
    inner join films as o on s.other_id = o.movie_id
),

one_per_title as (
    select s.*
    from scored as s
    qualify
        row_number() over (
            partition by s.movie_id, s.title_key order by s.other_id = s.movie_id desc, s.score desc, s.other_id asc
        ) = 1
)

select
    t.movie_id,
    row_number() over (partition by t.movie_id order by t.score desc, t.other_id asc) as place,
    t.other_id,
    t.score
from one_per_title as t
where t.other_id != t.movie_id
qualify place <= 5
order by t.movie_id, place;

comment on table neighbours is 'Films that each film recommends';
comment on column neighbours.movie_id is 'The film that was liked (movies)';
comment on column neighbours.place is 'Place in its recommendations, from 1';
comment on column neighbours.other_id is 'The film that is recommended (movies)';
comment on column neighbours.score is 'How much it is recommended; comparable within one film';
