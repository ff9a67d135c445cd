-- The films of each actor and their returns, in the order of folded names. Several roles in one film count once.
create or replace table actor_totals as
select
    n.name_key,
    n.bearer_id as person_id,
    n.name,
    n.bearer_ids as person_ids,
    count(*) as films,
    fsum(m."return" order by m.movie_id) as return_total
from named_films as n
inner join movies as m on n.movie_id = m.movie_id
where n.role = 'actor'
group by n.name_key, n.bearer_id, n.name, n.bearer_ids
order by n.name_key, n.bearer_id nulls first;

comment on table actor_totals is 'Films and returns of each actor, by folded name';
comment on column actor_totals.name_key is 'Name without case, accents and outer spaces';
comment on column actor_totals.person_id is 'The actor (people); null for all who share the name';
comment on column actor_totals.name is 'Name, in its most common spelling';
comment on column actor_totals.person_ids is 'Everybody who shares the name';
comment on column actor_totals.films is 'Number of films';
comment on column actor_totals.return_total is 'Sum of the returns of the films';
