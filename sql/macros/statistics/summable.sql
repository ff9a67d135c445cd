-- A number that an exact sum can count: null for what is none, or is beyond 2 ** 63, which no return can be.
create or replace macro summable(number) as
case when abs(number) < 2::double ** 63 then number end;
