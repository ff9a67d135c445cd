-- Text folded for comparison: without case, accents and outer spaces.
--
-- Two names are the same when their folded texts are equal as a whole.
create or replace macro normalized(original varchar) as
strip_accents(lower(regexp_replace(original, '^[\s\pZ]+|[\s\pZ]+$', '', 'g')));
