-- The films that a name of a director, an actor or a production company stands for.
--
-- A film stands once under everybody who bears the name together (bearer_id is null) and once under each bearer.
create or replace view borne_films as
with credits (role, bearer_id, movie_id) as (
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
        unnest(b.bearer_ids) as bearer_id
    from bearers as b
)

select distinct
    c.role,
    n.name_id,
    unnest([c.bearer_id, null]) as bearer_id,
    c.movie_id
from credits as c
inner join named as n on c.role = n.role and c.bearer_id = n.bearer_id;

comment on view borne_films is 'Films by the name of a director, an actor or a company';
comment on column borne_films.role is 'director, actor or company';
comment on column borne_films.name_id is 'The name (bearers)';
comment on column borne_films.bearer_id is 'One of those who bear it; null for all together';
comment on column borne_films.movie_id is 'The film (movies)';
