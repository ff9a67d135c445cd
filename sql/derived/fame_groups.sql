-- Films of one genre and of about the same years that are about as well known: each may be similar to the others.
--
-- The films of a genre and of sixteen years are put in the order of their votes and parted into groups of 60. Years are parted
-- twice, the second time eight years later, and so are groups, the second time 30 films later, so that films near an edge have
-- neighbours on both sides. Films without a genre are grouped alike. Films of thin_films are parted once.
--
-- /// table
-- key = ["group_id", "movie_id"]
-- [references]
-- movie_id = "movies.movie_id"
-- [unreferenced]
-- group_id = "The groups have no other properties."
-- ///
create or replace table derived.fame_groups as
with films as (
    select
        p.movie_id,
        p.release_year,
        p.fame,
        t.movie_id is not null as is_thin,
        unnest(if(len(p.genre_ids) > 0, p.genre_ids, [null])) as genre_id
    from derived.film_priors as p
    left join derived.thin_films as t on p.movie_id = t.movie_id
),

periods as (
    select
        f.*,
        s.years_later,
        (f.release_year::bigint + s.years_later) // 16 as period
    from films as f
    cross join (values (0), (8)) as s (years_later)
    where s.years_later = 0 or not f.is_thin
),

placed as (
    select
        p.*,
        row_number() over (
            partition by p.genre_id, p.years_later, p.period order by p.fame desc, p.movie_id asc
        ) - 1 as place
    from periods as p
),

grouped as (
    select
        p.movie_id,
        {
            'genre_id': p.genre_id,
            'years_later': p.years_later,
            'period': p.period,
            'films_later': s.films_later,
            'part': (p.place + s.films_later) // 60
        } as film_group
    from placed as p
    cross join (values (0), (30)) as s (films_later)
    where s.films_later = 0 or not p.is_thin
)

select
    dense_rank() over (order by g.film_group)::integer as group_id,
    g.movie_id
from grouped as g
order by group_id, g.movie_id;

comment on table derived.fame_groups is 'Films of a genre and some years that are about as well known';
comment on column derived.fame_groups.group_id is 'Number of the group';
comment on column derived.fame_groups.movie_id is 'A film of it (movies)';
