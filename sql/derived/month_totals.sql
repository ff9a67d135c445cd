-- How many films were released in each month of the year, over all years, by the Spanish names of the months.
--
-- /// table
-- key = ["name_key"]
-- not_null = ["name_key", "name", "month_number", "films"]
-- ///
create or replace table derived.month_totals as
with months (month_number, name, name_key) as (
    values
    (1, 'enero', 'enero'),
    (2, 'febrero', 'febrero'),
    (3, 'marzo', 'marzo'),
    (4, 'abril', 'abril'),
    (5, 'mayo', 'mayo'),
    (6, 'junio', 'junio'),
    (7, 'julio', 'julio'),
    (8, 'agosto', 'agosto'),
    (9, 'septiembre', 'septiembre'),
    (9, 'septiembre', 'setiembre'),
    (10, 'octubre', 'octubre'),
    (11, 'noviembre', 'noviembre'),
    (12, 'diciembre', 'diciembre')
)

select
    n.name_key,
    n.name,
    n.month_number,
    count(m.movie_id) as films
from months as n
left join movies as m on n.month_number = month(m.release_date)
group by n.name_key, n.name, n.month_number
order by n.month_number, n.name_key;

comment on table derived.month_totals is 'Films per month of release; a month with two spellings has two rows';
comment on column derived.month_totals.name_key is 'Spanish name without case and accents';
comment on column derived.month_totals.name is 'Spanish name';
comment on column derived.month_totals.month_number is 'Month, 1 to 12';
comment on column derived.month_totals.films is 'Number of films released in the month, over all years';
