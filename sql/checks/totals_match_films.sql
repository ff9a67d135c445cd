-- Every group of films and every person has a total, and the totals count every film of theirs once.
with credits as (
    select
        c.person_id,
        c.movie_id
    from "cast" as c
    union
    select
        c.person_id,
        c.movie_id
    from crew as c
),

counted (kind, groups, films) as (
    select
        g.kind,
        count(distinct coalesce(g.group_code, g.group_id::varchar)),
        count(*)
    from derived.film_groups as g
    where g.kind not in ('director', 'actor')
    group by g.kind
    union all
    select
        'person',
        count(distinct c.person_id),
        count(*)
    from credits as c
    having count(*) > 0
),

totals (kind, groups, films) as (
    select
        t.kind,
        count(*),
        sum(t.films)
    from derived.group_totals as t
    group by t.kind
    union all
    select
        'person',
        count(*),
        sum(t.films)
    from derived.person_totals as t
    having count(*) > 0
)

select
    coalesce(c.kind, t.kind) as kind,
    c.groups,
    t.groups as groups_with_totals,
    c.films,
    t.films as films_in_totals
from counted as c
full join totals as t on c.kind = t.kind
where c.groups is distinct from t.groups or c.films is distinct from t.films
order by kind;
