-- A number, or null where it is none or without end: what no answer may have.
create or replace macro finite(number) as
case when isfinite(number) then number end;
