-- The return is revenue / budget, 0 without a budget, and always a finite number.
select
    m.movie_id,
    m.budget,
    m.revenue,
    m."return"
from movies as m
where
    not isfinite(m."return")
    or abs(m."return" - case when m.budget = 0 then 0 else m.revenue / m.budget end) > 1e-9 * greatest(1, abs(m."return"))
order by m.movie_id;
