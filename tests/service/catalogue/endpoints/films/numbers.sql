-- The numbers to 49,999.
--
-- /// endpoint
-- path   = "/numbers"
-- answer = "many"
-- order  = ["number"]
-- ///
create or replace macro numbers() as table
    select r.range as number
    from range(50000) as r;
