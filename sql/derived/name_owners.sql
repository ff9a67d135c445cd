-- Who has which name, as a director, an actor or a production company.
--
-- Names are not unique, and who is credited under several spellings has them all. Spellings that differ only in case and
-- accents are one name; it is written as in the spelling that most films have.
--
-- /// table
-- key = ["name_id"]
-- [unreferenced]
-- owner_ids = "Ids of people or of companies, as the role says."
-- ///
create or replace table derived.name_owners as
with roles (role, owner_id, films) as (
    select
        'director',
        c.person_id,
        count(distinct c.movie_id)
    from crew as c
    where c.job = 'Director'
    group by c.person_id
    union all
    select
        'actor',
        c.person_id,
        count(distinct c.movie_id)
    from "cast" as c
    group by c.person_id
    union all
    select
        'company',
        c.company_id,
        count(*)
    from movie_companies as c
    group by c.company_id
),

spellings as (
    select
        r.role,
        p.name,
        normalized_column(p.name) as name_key,
        r.owner_id,
        r.films
    from roles as r
    inner join person_names as p on r.owner_id = p.person_id
    where r.role != 'company'
    union all
    select
        r.role,
        c.name,
        normalized_column(c.name) as name_key,
        r.owner_id,
        r.films
    from roles as r
    inner join companies as c on r.owner_id = c.company_id
    where r.role = 'company' and c.name is not null
),

names as (
    select
        s.role,
        s.name_key,
        s.name
    from spellings as s
    group by s.role, s.name_key, s.name
    qualify row_number() over (partition by s.role, s.name_key order by sum(s.films) desc, s.name asc) = 1
)

select
    row_number() over (order by n.role, n.name_key)::integer as name_id,
    n.role,
    n.name_key,
    n.name,
    list(distinct s.owner_id order by s.owner_id) as owner_ids
from names as n
inner join spellings as s on n.role = s.role and n.name_key = s.name_key
group by n.role, n.name_key, n.name
order by name_id;

comment on table derived.name_owners is 'Who bears the name of a director, an actor or a company';
comment on column derived.name_owners.name_id is 'Number of the name in this table';
comment on column derived.name_owners.role is 'director, actor or company';
comment on column derived.name_owners.name_key is 'Name without case, accents and outer spaces';
comment on column derived.name_owners.name is 'Name, in its most common spelling';
comment on column derived.name_owners.owner_ids is 'Everybody who bears it (people or companies)';
