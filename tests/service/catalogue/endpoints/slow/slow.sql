-- Far more rows than can be counted in time.
--
-- /// endpoint
-- path   = "/slow"
-- answer = "one"
-- ///
create or replace macro slow() as table
    select count(*) as n
    from range(10000000) as a, range(10000000) as b
    where (a.range * b.range) % 7 = 3;
