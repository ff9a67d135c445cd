-- The people of whom a file that gives only names may speak: those whose name nobody else has, in all records, even those that a
-- later drop replaces.
create or replace table staging.known_people as
select
    e.name,
    min(e.id) as id,
    max(e.gender) as gender,
    max(e.profile_path) as profile_path
from (
    from staging.cast_entries select id, name, gender, profile_path
    union all
    from staging.crew_entries select id, name, gender, profile_path
    union all
    from staging.replaced_people select id, name, gender, profile_path
) as e
group by e.name
having count(distinct e.id) = 1
order by e.name;
