-- No film recommends itself or its own title, and none recommends a title twice.
with titles as (
    select
        m.movie_id,
        normalized(m.title) as title_key
    from movies as m
),

-- A title is known by the first film that bears it: millions of numbers are grouped faster than as many texts.
numbered as (
    select
        t.movie_id,
        if(t.title_key is null, null, min(t.movie_id) over (partition by t.title_key)) as title_id
    from titles as t
),

titled as (
    select
        n.movie_id,
        n.other_id,
        t.title_id,
        o.title_id as other_title_id
    from derived.neighbours as n
    inner join numbered as t on n.movie_id = t.movie_id
    inner join numbered as o on n.other_id = o.movie_id
),

faults as (
    select
        t.movie_id,
        t.other_title_id,
        count(*) as times
    from titled as t
    group by t.movie_id, t.title_id, t.other_title_id
    having count(t.other_title_id) > 1 or t.title_id = t.other_title_id or bool_or(t.movie_id = t.other_id)
)

select
    f.movie_id,
    t.title_key as other_key,
    f.times
from faults as f
left join titles as t on f.other_title_id = t.movie_id
order by f.movie_id, other_key;
