-- What is in each column
select
    q.table_name,
    q.column_name,
    q.data_type,
    q.rows_found as "rows",
    q.nulls,
    q.distinct_values as "distinct",
    left(q.least, 24) as "least",
    left(q.greatest, 24) as "greatest"
from quality_columns() as q
order by q.table_name, q.column_place;
