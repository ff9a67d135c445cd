-- The films of each director and their returns, in the order of folded names.
create or replace table director_totals as
with totals as (
    select
        f.name_id,
        f.bearer_id,
        list(
            {
                'title': m.title,
                'release_date': m.release_date,
                'return': m."return",
                'budget': m.budget,
                'revenue': m.revenue
            }
            order by m.release_date, m.movie_id
        ) as films,
        fsum(m."return" order by m.release_date, m.movie_id) as return_total
    from borne_films as f
    inner join movies as m on f.movie_id = m.movie_id
    where f.role = 'director'
    group by f.name_id, f.bearer_id
)

select
    b.name_key,
    t.bearer_id as person_id,
    b.name,
    b.bearer_ids as person_ids,
    t.films,
    t.return_total
from totals as t
inner join bearers as b on t.name_id = b.name_id
order by b.name_key, t.bearer_id nulls first;

comment on table director_totals is 'Films and returns of each director, by folded name';
comment on column director_totals.name_key is 'Name without case, accents and outer spaces';
comment on column director_totals.person_id is 'The director (people); null for all who share the name';
comment on column director_totals.name is 'Name, in its most common spelling';
comment on column director_totals.person_ids is 'Everybody who shares the name';
comment on column director_totals.films is 'The films (columns as in movies), by release';
comment on column director_totals.return_total is 'Sum of the returns of the films';
