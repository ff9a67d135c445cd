-- Which films a name stands for, as a director, an actor or a production company.
--
-- Names are not unique. A film stands once under everybody who bears the name (bearer_id is null) and once under each bearer. Who
-- is credited under several spellings bears them all.
create or replace view named_films as
with credits (role, name, bearer_id, movie_id) as (
    select
        'director',
        p.name,
        p.person_id,
        c.movie_id
    from crew as c
    inner join person_names as p on c.person_id = p.person_id
    where c.job = 'Director'
    union
    select
        'actor',
        p.name,
        p.person_id,
        c.movie_id
    from "cast" as c
    inner join person_names as p on c.person_id = p.person_id
    union
    select
        'company',
        c.name,
        c.company_id,
        l.movie_id
    from movie_companies as l
    inner join companies as c on l.company_id = c.company_id
    where c.name is not null
),

spellings as (
    select
        c.role,
        normalized(c.name) as name_key,
        c.name,
        count(*) as films,
        list(distinct c.bearer_id) as bearer_ids
    from credits as c
    group by c.role, c.name
),

names as (
    select
        s.role,
        s.name_key,
        first(s.name order by s.films desc, s.name asc) as name,
        list_sort(list_distinct(flatten(list(s.bearer_ids)))) as bearer_ids
    from spellings as s
    group by s.role, s.name_key
)

select distinct
    n.role,
    n.name_key,
    n.name,
    n.bearer_ids,
    unnest([c.bearer_id, null]) as bearer_id,
    c.movie_id
from credits as c
inner join names as n on c.role = n.role and normalized(c.name) = n.name_key;

comment on view named_films is 'Films by the name of a director, an actor or a company';
comment on column named_films.role is 'director, actor or company';
comment on column named_films.name_key is 'Name without case, accents and outer spaces';
comment on column named_films.name is 'Name, in its most common spelling';
comment on column named_films.bearer_ids is 'Everybody who bears the name (people or companies)';
comment on column named_films.bearer_id is 'One of them; null for all together';
comment on column named_films.movie_id is 'The film (movies)';
