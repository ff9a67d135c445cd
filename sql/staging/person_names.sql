-- The rows of the table person_names: every spelling under which somebody is credited.
select
    e.id as person_id,
    e.name
from staging.cast_entries as e
union
select
    e.id as person_id,
    e.name
from staging.crew_entries as e;
