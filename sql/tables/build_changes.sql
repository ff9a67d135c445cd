-- What changed since the warehouse that was in this one's place before; empty when there was none.
--
-- /// table
-- key = ["table_name", "column_name"]
-- nullable = ["column_name"]
-- sorted_by = ["table_name", "column_name"]
-- ///
create or replace table build_changes (
    table_name varchar not null,
    column_name varchar,
    added bigint not null,
    removed bigint not null,
    changed bigint not null
);

comment on table build_changes is 'What changed since the build before';
comment on column build_changes.table_name is 'The table';
comment on column build_changes.column_name is 'One of its columns; null for whole rows';
comment on column build_changes.added is 'Rows whose key is new';
comment on column build_changes.removed is 'Rows whose key is gone';
comment on column build_changes.changed is 'Rows of a kept key with another value';
