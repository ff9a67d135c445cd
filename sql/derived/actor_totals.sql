-- The films of each actor and their returns, in the order of folded names. Several roles in one film count once.
--
-- /// table
-- key = ["name_key", "person_id"]
-- nullable = ["person_id"]
-- not_null = ["name_key", "name", "films", "return_total", "return_mean", "namesakes"]
-- [references]
-- person_id = "people.person_id"
-- "person_ids[]" = "people.person_id"
-- ///
create or replace table derived.actor_totals as
with totals as (
    select
        f.name_id,
        f.owner_id,
        count(*) as films,
        coalesce(exact_sum(m."return"), 0) as return_total
    from derived.films_by_name as f
    inner join movies as m on f.movie_id = m.movie_id
    where f.role = 'actor'
    group by f.name_id, f.owner_id
)

select
    b.name_key,
    t.owner_id as person_id,
    b.name,
    b.owner_ids as person_ids,
    t.films,
    t.return_total,
    t.return_total / t.films as return_mean,
    shared_name_note(b.owner_ids, t.owner_id, 'personas') as namesakes
from totals as t
inner join derived.name_owners as b on t.name_id = b.name_id
order by b.name_key, t.owner_id nulls first;

comment on table derived.actor_totals is 'Films and returns of each actor, by folded name';
comment on column derived.actor_totals.name_key is 'Name without case, accents and outer spaces';
comment on column derived.actor_totals.person_id is 'The actor (people); null for all who share the name';
comment on column derived.actor_totals.name is 'Name, in its most common spelling';
comment on column derived.actor_totals.person_ids is 'Everybody who shares the name';
comment on column derived.actor_totals.films is 'Number of films';
comment on column derived.actor_totals.return_total is 'Sum of the returns of the films';
comment on column derived.actor_totals.return_mean is 'Mean return of the films';
comment on column derived.actor_totals.namesakes is 'What to tell, in Spanish, when several people share the name; else empty';
