-- Who directed each film, and the first five of its cast.
--
-- Directors are in alphabetical order, the cast in the order of the credits. Who plays several roles stands there once, with the
-- first one. The lists of directors are parallel, and so are those of the cast.
create or replace view derived.film_makers as
with directing as (
    select distinct
        c.movie_id,
        c.person_id,
        p.name
    from crew as c
    inner join people as p on c.person_id = p.person_id
    where c.job = 'Director'
),

directors as (
    select
        d.movie_id,
        list_sort(list({ 'name': d.name, 'person_id': d.person_id })) as people
    from directing as d
    group by d.movie_id
),

first_roles as (
    select
        c.movie_id,
        c.person_id,
        c.character,
        c.billing_order,
        c.credit_id
    from "cast" as c
    qualify row_number() over (partition by c.movie_id, c.person_id order by c.billing_order, c.credit_id) = 1
),

leading_roles as (
    select
        r.movie_id,
        r.person_id,
        p.name,
        r.character,
        r.billing_order,
        row_number() over (partition by r.movie_id order by r.billing_order, r.credit_id) as rank
    from first_roles as r
    inner join people as p on r.person_id = p.person_id
    qualify rank <= 5
),

leads as (
    select
        l.movie_id,
        list_sort(
            list({
                'rank': l.rank,
                'person_id': l.person_id,
                'name': l.name,
                'character': l.character,
                'place': l.billing_order
            })
        ) as roles
    from leading_roles as l
    group by l.movie_id
)

select
    m.movie_id,
    coalesce(list_transform(d.people, lambda p: p.person_id), []) as director_ids,
    coalesce(list_transform(d.people, lambda p: p.name), []) as directors,
    coalesce(list_transform(l.roles, lambda r: r.person_id), []) as lead_ids,
    coalesce(list_transform(l.roles, lambda r: r.name), []) as leading_cast,
    coalesce(list_transform(l.roles, lambda r: r.character), []) as lead_characters,
    coalesce(list_transform(l.roles, lambda r: r.place), []) as lead_places
from movies as m
left join directors as d on m.movie_id = d.movie_id
left join leads as l on m.movie_id = l.movie_id;

comment on view derived.film_makers is 'Directors and leading cast of each film';
comment on column derived.film_makers.movie_id is 'The film (movies)';
comment on column derived.film_makers.director_ids is 'Its directors (people)';
comment on column derived.film_makers.directors is 'Their names';
comment on column derived.film_makers.lead_ids is 'The first five of its cast (people)';
comment on column derived.film_makers.leading_cast is 'Their names';
comment on column derived.film_makers.lead_characters is 'Names of their roles';
comment on column derived.film_makers.lead_places is 'Their places in the credits, from 0 for the leading role';
