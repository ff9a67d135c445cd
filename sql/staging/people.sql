-- The rows of the table people: everybody who is credited, with the name, the gender and the portrait that most entries have;
-- the smallest among equals.
with spellings as (
    select
        e.id,
        e.name,
        e.gender,
        e.profile_path,
        count(*) as entries
    from (
        from staging.cast_entries select id, name, gender, profile_path
        union all
        from staging.crew_entries select id, name, gender, profile_path
    ) as e
    group by all
),

names as (
    select
        s.id,
        s.name
    from spellings as s
    group by s.id, s.name
    qualify row_number() over (partition by s.id order by sum(s.entries) desc, s.name asc) = 1
),

genders as (
    select
        s.id,
        s.gender
    from spellings as s
    where s.gender is not null
    group by s.id, s.gender
    qualify row_number() over (partition by s.id order by sum(s.entries) desc, s.gender asc) = 1
),

portraits as (
    select
        s.id,
        s.profile_path
    from spellings as s
    where s.profile_path is not null
    group by s.id, s.profile_path
    qualify row_number() over (partition by s.id order by sum(s.entries) desc, s.profile_path asc) = 1
)

select
    n.id as person_id,
    n.name,
    g.gender,
    p.profile_path
from names as n
left join genders as g on n.id = g.id
left join portraits as p on n.id = p.id;
