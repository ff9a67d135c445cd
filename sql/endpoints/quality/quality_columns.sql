-- What is in each column: rows, nulls, different values, the least and the greatest.
--
-- All tables that hold data are listed, table by table, with their columns in order; values are text, cut to 200 characters.
--
-- /// endpoint
-- path = "/quality/columns"
-- answer = "many"
-- order = ["table_name", "column_place"]
-- page = 1000
-- [parameters.table]
-- about = "Name of a table, to see its columns only."
-- example = "movies"
-- ///
-- /// columns
-- of = ["column_profiles"]
-- ///
create or replace macro quality_columns("table" varchar := null) as table
    select
        p.table_name,
        p.column_name,
        p.column_place,
        p.data_type,
        p.rows_found,
        p.nulls,
        p.distinct_values,
        p.least,
        p.greatest
    from (select "table") as asked (table_name)
    cross join column_profiles as p
    where asked.table_name is null or asked.table_name = p.table_name
    order by p.table_name, p.column_place;
