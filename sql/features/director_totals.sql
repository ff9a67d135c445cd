-- The films of each director and their returns, in the order of folded names.
create or replace table director_totals as
select
    n.name_key,
    n.bearer_id as person_id,
    n.name,
    n.bearer_ids as person_ids,
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
from named_films as n
inner join movies as m on n.movie_id = m.movie_id
where n.role = 'director'
group by n.name_key, n.bearer_id, n.name, n.bearer_ids
order by n.name_key, n.bearer_id nulls first;

comment on table director_totals is 'Films and returns of each director, by folded name';
comment on column director_totals.name_key is 'Name without case, accents and outer spaces';
comment on column director_totals.person_id is 'The director (people); null for all who share the name';
comment on column director_totals.name is 'Name, in its most common spelling';
comment on column director_totals.person_ids is 'Everybody who shares the name';
comment on column director_totals.films is 'The films (columns as in movies), by release';
comment on column director_totals.return_total is 'Sum of the returns of the films';
