-- The films that a name of a director, an actor or a production company stands for.
--
-- A film stands once under everybody who has the name together (owner_id is null) and once under each owner.
create or replace view derived.films_by_name as
with credits (role, owner_id, movie_id) as (
    select
        'director',
        c.person_id,
        c.movie_id
    from crew as c
    where c.job = 'Director'
    union all
    select
        'actor',
        c.person_id,
        c.movie_id
    from "cast" as c
    union all
    select
        'company',
        l.company_id,
        l.movie_id
    from movie_companies as l
),

named as (
    select
        b.role,
        b.name_id,
        unnest(b.owner_ids) as owner_id
    from derived.name_owners as b
)

select distinct
    c.role,
    n.name_id,
    unnest([c.owner_id, null]) as owner_id,
    c.movie_id
from credits as c
inner join named as n on c.role = n.role and c.owner_id = n.owner_id;

comment on view derived.films_by_name is 'Films by the name of a director, an actor or a company';
comment on column derived.films_by_name.role is 'director, actor or company';
comment on column derived.films_by_name.name_id is 'The name (name_owners)';
comment on column derived.films_by_name.owner_id is 'One of those who have it; null for all together';
comment on column derived.films_by_name.movie_id is 'The film (movies)';
