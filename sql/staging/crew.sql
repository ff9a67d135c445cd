-- The rows of the table crew: each credit id once, as its last entry has it.
select
    e.credit_id,
    e.movie_id,
    e.id as person_id,
    e.department,
    e.job
from staging.crew_entries as e
left join staging.outdated_credits as o
    on o.table_name = 'crew' and e.file_number = o.file_number and e.record = o.record and e.position = o.position
where o.record is null;
