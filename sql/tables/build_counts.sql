-- Where every raw row went: rows_read = kept + repaired + merged + rejected.
--
-- /// table
-- key = ["file", "table_name"]
-- sorted_by = ["file", "table_name"]
-- ///
create or replace table build_counts (
    table_name varchar not null,
    file varchar not null,
    unit varchar not null,
    rows_read bigint not null,
    kept bigint not null,
    repaired bigint not null,
    merged bigint not null,
    rejected bigint not null
);

comment on table build_counts is 'Where every raw row went';
comment on column build_counts.table_name is 'The table; credits and keywords are the records of the files of that name';
comment on column build_counts.file is 'Raw file';
comment on column build_counts.unit is
'records of the file, entries of one of its nested columns, or cells of a column that are rows of another table';
comment on column build_counts.rows_read is 'Raw rows read';
comment on column build_counts.kept is 'Rows in the table, or records of the file that were used';
comment on column build_counts.repaired is 'Raw rows joined with the one before';
comment on column build_counts.merged is 'Raw rows that another one stands for';
comment on column build_counts.rejected is 'Raw rows dropped';
