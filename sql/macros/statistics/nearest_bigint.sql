-- A whole number as BIGINT; the least or the greatest one for what is beyond them, so that no sum of amounts fails.
create or replace macro nearest_bigint(whole_number) as
case
    when whole_number > 9223372036854775807 then 9223372036854775807
    when whole_number < -9223372036854775808 then -9223372036854775808
    else whole_number
end::bigint;
