-- The rows of the table cast: each credit id once, as its last entry has it.
select
    e.credit_id,
    e.movie_id,
    e.id as person_id,
    e.character,
    e."order" as billing_order
from staging.cast_entries as e
left join staging.outdated_credits as o
    on o.table_name = 'cast' and e.file_number = o.file_number and e.record = o.record and e.position = o.position
where o.record is null;
