-- The raw files this warehouse was made from.
--
-- /// table
-- key = ["file"]
-- sorted_by = ["file"]
-- ///
create or replace table build_sources (
    file varchar not null,
    drop_date date,
    modified_at timestamp not null,
    sha256 varchar not null,
    bytes bigint not null,
    records bigint not null
);

comment on table build_sources is 'Raw files of the build';
comment on column build_sources.file is 'Path in the folder of raw files';
comment on column build_sources.drop_date is 'Date of the drop it came with; null for files outside dated folders';
comment on column build_sources.modified_at is 'When the file was last written, in UTC';
comment on column build_sources.sha256 is 'SHA-256 of the content';
comment on column build_sources.bytes is 'Size';
comment on column build_sources.records is 'Number of records, the header not counted';
