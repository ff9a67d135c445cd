-- How this warehouse was made: one row.
--
-- /// table
-- key = []
-- sorted_by = ["snapshot"]
-- ///
create or replace table build_info (
    snapshot varchar not null,
    sql_fingerprint varchar not null,
    built_at timestamp not null,
    duckdb_version varchar not null,
    polars_version varchar not null
);

comment on table build_info is 'How this warehouse was made';
comment on column build_info.snapshot is 'Fingerprint of the content: equal content gives an equal one';
comment on column build_info.sql_fingerprint is 'SHA-256 of the SQL files it was built from';
comment on column build_info.built_at is 'When, in UTC';
comment on column build_info.duckdb_version is 'Version of DuckDB that wrote it';
comment on column build_info.polars_version is 'Version of Polars that read the raw files';
