-- What changed since the build before, table by table: rows that are new, gone or different, and in which columns they differ.
--
-- A row without a column counts whole rows of the table. There is nothing at all after the first build of a file.
--
-- /// endpoint
-- path = "/quality/changes"
-- answer = "many"
-- order = ["table_name", "column_name"]
-- page = 1000
-- ///
-- /// columns
-- of = ["build_changes"]
-- ///
create or replace macro quality_changes() as table
    select
        c.table_name,
        c.column_name,
        c.added,
        c.removed,
        c.changed
    from build_changes as c
    order by c.table_name asc, c.column_name asc nulls first;
