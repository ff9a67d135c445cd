-- The texts of a column without case, accents and outer spaces.
create or replace macro normalized_column(original varchar) as normalized(original);
