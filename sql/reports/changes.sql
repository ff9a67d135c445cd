-- What changed since the build before
select
    q.table_name,
    q.column_name,
    q.added,
    q.removed,
    q.changed
from quality_changes() as q
order by q.table_name asc, q.column_name asc nulls first;
