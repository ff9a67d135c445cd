-- Every raw row that was read was kept, repaired, merged or rejected, and each that was not kept is in rejected_rows.
with set_aside as (
    select
        r.table_name,
        r.file,
        count(*) filter (where r.action = 'repaired') as repaired,
        count(*) filter (where r.action = 'merged') as merged,
        count(*) filter (where r.action = 'rejected') as rejected
    from rejected_rows as r
    group by r.table_name, r.file
)

select c.*
from build_counts as c
left join set_aside as s on c.table_name = s.table_name and c.file = s.file
where
    c.rows_read != c.kept::hugeint + c.repaired + c.merged + c.rejected
    or c.repaired != coalesce(s.repaired, 0)
    or c.merged != coalesce(s.merged, 0)
    or c.rejected != coalesce(s.rejected, 0)
order by c.table_name, c.file;
