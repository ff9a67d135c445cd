-- Films with values that are hard to believe
select
    q.rule,
    q.movie_id,
    q.title,
    q.evidence
from quality_suspicious() as q
order by q.rule asc, q.suspicion desc, q.movie_id asc;
