-- Text without case, accents and outer spaces.
create or replace macro normalized(original varchar) as strip_accents(lower(trim(original)));
