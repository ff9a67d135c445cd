-- The entries of cast and crew whose credit id stands again later: in a later file, a later record or further on in the record.
create or replace table staging.outdated_credits as
with repeated (table_name, credit_id) as (
    select
        'cast',
        e.credit_id
    from staging.cast_entries as e
    group by e.credit_id
    having count(*) > 1
    union all
    select
        'crew',
        e.credit_id
    from staging.crew_entries as e
    group by e.credit_id
    having count(*) > 1
),

again (table_name, file_number, record, position, movie_id, credit_id) as (
    select
        'cast',
        e.file_number,
        e.record,
        e.position,
        e.movie_id,
        e.credit_id
    from staging.cast_entries as e
    inner join repeated as r on r.table_name = 'cast' and e.credit_id = r.credit_id
    union all
    select
        'crew',
        e.file_number,
        e.record,
        e.position,
        e.movie_id,
        e.credit_id
    from staging.crew_entries as e
    inner join repeated as r on r.table_name = 'crew' and e.credit_id = r.credit_id
)

select a.*
from again as a
qualify
    row_number() over (partition by a.table_name, a.credit_id order by a.file_number desc, a.record desc, a.position desc) > 1
order by a.table_name, a.file_number, a.record, a.position;
