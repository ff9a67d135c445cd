-- What the build set aside, by table, action and reason
select
    q.table_name,
    q.action,
    q.rows_found as "rows",
    q.reason,
    q.examples[1].file || ':' || q.examples[1].record as "for example"
from quality_set_aside() as q
order by q.rows_found desc, q.table_name, q.action, q.reason;
