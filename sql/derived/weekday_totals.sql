-- How many films were released on each day of the week, by the Spanish names of the days.
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "name", "weekday_number", "films"]
-- ///
create or replace table derived.weekday_totals as
with weekdays (weekday_number, name) as (
    values
    (1, 'lunes'),
    (2, 'martes'),
    (3, 'miércoles'),
    (4, 'jueves'),
    (5, 'viernes'),
    (6, 'sábado'),
    (7, 'domingo')
)

select
    normalized(d.name) as name_key,
    d.name,
    d.weekday_number,
    count(m.movie_id) as films
from weekdays as d
left join movies as m on d.weekday_number = isodow(m.release_date)
group by d.name, d.weekday_number
order by d.weekday_number;

comment on table derived.weekday_totals is 'Films per day of the week of release';
comment on column derived.weekday_totals.name_key is 'Spanish name without case and accents';
comment on column derived.weekday_totals.name is 'Spanish name';
comment on column derived.weekday_totals.weekday_number is 'Day, 1 Monday to 7 Sunday';
comment on column derived.weekday_totals.films is 'Number of films released on the day';
