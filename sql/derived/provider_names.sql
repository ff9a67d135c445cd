-- What platforms can be asked for by: their names and their ids.
--
-- /// table
-- key = ["name_key", "provider_id"]
-- not_null = ["name_key", "provider_id"]
-- [references]
-- provider_id = "providers.provider_id"
-- ///
create or replace table derived.provider_names as
select
    normalized(p.name) as name_key,
    p.provider_id
from providers as p
where p.name is not null
union
select
    p.provider_id::varchar,
    p.provider_id
from providers as p
order by name_key, provider_id;

comment on table derived.provider_names is 'Names and ids by which platforms can be asked for';
comment on column derived.provider_names.name_key is 'Name without case, accents and outer spaces, or the id as text';
comment on column derived.provider_names.provider_id is 'The platform (providers); names are not unique';
