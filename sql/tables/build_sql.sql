-- The SQL files that this warehouse was made with.
--
-- /// table
-- key = ["file"]
-- sorted_by = ["file"]
-- ///
create or replace table build_sql (
    file varchar not null,
    sha256 varchar not null
);

comment on table build_sql is 'SQL files that this warehouse was made with';
comment on column build_sql.file is 'Path of the file under sql/';
comment on column build_sql.sha256 is 'SHA-256 of its text';
