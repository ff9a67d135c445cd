-- An answer that fails in the database.
--
-- /// endpoint
-- path   = "/broken"
-- answer = "one"
-- ///
create or replace macro broken() as table
    select cast(error('the secret of the database') as integer) as n;
