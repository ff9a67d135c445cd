-- Every film that has neighbours has its recommendations written out, the first ten of them.
with listed as (
    select
        n.movie_id,
        count(*) as neighbours
    from derived.neighbours as n
    where n.place <= 10
    group by n.movie_id
),

written as (
    select
        r.movie_id,
        count(*) as recommendations
    from derived.recommendations as r
    group by r.movie_id
)

select
    l.movie_id,
    l.neighbours,
    w.recommendations
from listed as l
left join written as w on l.movie_id = w.movie_id
where l.neighbours is distinct from w.recommendations
order by l.movie_id;
