-- A number that is another one each time that DuckDB is asked.
--
-- /// endpoint
-- path   = "/dice/{sides}"
-- answer = "one"
-- [parameters.sides]
-- about   = "How many sides each of a thousand dice has."
-- example = 1000000
-- ///
create or replace macro dice(sides integer) as table
    select list(cast(floor(random() * sides) as integer)) as thrown
    from range(1000);
