-- Adds the roles that only names of people tell to the entries of cast.
insert into staging.cast_entries by name
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
    null::varchar as character,
    c."order"
from staging.named_credits as c
inner join staging.ids_of_people as i on c.name = i.name
left join staging.known_people as k on c.name = k.name
where c.table_name = 'cast';
