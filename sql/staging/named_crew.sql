-- Adds the jobs that only names of people tell to the entries of crew.
insert into staging.crew_entries by name
select
    c.record,
    c.position,
    c.movie_id,
    c.file_number,
    c.credit_id,
    i.id,
    c.name,
    k.gender,
    k.profile_path,
    c.department,
    c.job
from staging.named_credits as c
inner join staging.ids_of_people as i on c.name = i.name
left join staging.known_people as k on c.name = k.name
where c.table_name = 'crew';
