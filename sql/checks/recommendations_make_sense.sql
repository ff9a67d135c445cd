-- No film recommends itself or its own title, and none recommends a title twice.
with titled as (
    select
        n.movie_id,
        n.other_id,
        normalized(m.title) as title_key,
        normalized(o.title) as other_key
    from neighbours as n
    inner join movies as m on n.movie_id = m.movie_id
    inner join movies as o on n.other_id = o.movie_id
)

select
    t.movie_id,
    t.other_key,
    count(*) as times
from titled as t
group by t.movie_id, t.title_key, t.other_key
having count(t.other_key) > 1 or t.title_key = t.other_key or bool_or(t.movie_id = t.other_id)
order by t.movie_id, t.other_key;
