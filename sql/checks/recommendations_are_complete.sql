-- Every film that has neighbours has its recommendations written out, the first ten of them.
with listed as (
    select
        n.movie_id,
        count(*) filter (where n.place <= 10) as neighbours
    from derived.neighbours as n
    group by n.movie_id
)

select
    l.movie_id,
    l.neighbours,
    len(r.titles) as recommendations
from listed as l
left join derived.recommendations as r on l.movie_id = r.movie_id
where len(r.titles) is distinct from l.neighbours
order by l.movie_id;
