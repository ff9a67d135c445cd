-- The fingerprint of each table, of which the snapshot id is made.
--
-- /// table
-- key = ["table_name"]
-- sorted_by = ["table_name"]
-- ///
create or replace table build_fingerprints (
    table_name varchar not null,
    fingerprint varchar not null
);

comment on table build_fingerprints is 'Fingerprint of each table';
comment on column build_fingerprints.table_name is 'Table';
comment on column build_fingerprints.fingerprint is 'Number of rows and sums over their MD5, whatever their order';
