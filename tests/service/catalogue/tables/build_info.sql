-- What this warehouse was built from: one row.
create table build_info (
    snapshot varchar, sql_fingerprint varchar, built_at timestamp, duckdb_version varchar, polars_version varchar
);
