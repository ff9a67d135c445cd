-- Everything that the build set aside: raw rows that were dropped, merged or repaired, and cells that were left out or filled.
--
-- /// table
-- sorted_by = ["table_name", "file", "record", "column_name", "raw_text"]
-- [unreferenced]
-- movie_id = "The film may be the one that was rejected."
-- ///
create or replace table rejected_rows (
    table_name varchar not null,
    file varchar not null,
    record integer not null,
    column_name varchar,
    movie_id bigint,
    action varchar not null,
    reason varchar not null,
    raw_text varchar not null
);

comment on table rejected_rows is 'What the build set aside, and why';
comment on column rejected_rows.table_name is 'The table that did not get the row';
comment on column rejected_rows.file is 'Raw file';
comment on column rejected_rows.record is 'Number of the record in the file, from 0, the header not counted';
comment on column rejected_rows.column_name is 'Column of the entry or cell; null when it is the whole record';
comment on column rejected_rows.movie_id is 'Film id, when it is known';
comment on column rejected_rows.action is
'rejected, merged (another row stands for it), repaired (joined with another); of a cell: blanked or filled (by another cell)';
comment on column rejected_rows.reason is 'Why';
comment on column rejected_rows.raw_text is 'The lines of the record, or the text of the entry or cell, as the file has it';
