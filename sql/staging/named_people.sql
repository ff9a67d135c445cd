-- The names that only credits without ids give.
create or replace table staging.named_people as
select distinct c.name
from staging.named_credits as c
order by c.name;
