-- How this warehouse was made: its snapshot id, its raw files, and how many rows each table got from them.
--
-- /// endpoint
-- path = "/meta"
-- answer = "one"
-- ///
-- /// columns
-- of = ["build_info"]
-- [columns.sources]
-- about = "The raw files."
-- not_null = true
-- fields_of = ["build_sources"]
-- [columns.counts]
-- about = "Where every raw row went."
-- not_null = true
-- fields_of = ["build_counts"]
-- fields.table.of = "build_counts.table_name"
-- fields.read.of = "build_counts.rows_read"
-- ///
create or replace macro meta() as table
    select
        b.snapshot,
        b.built_at,
        b.duckdb_version,
        b.polars_version,
        (
            select
                coalesce(
                    list(
                        { 'file': s.file, 'drop_date': s.drop_date, 'sha256': s.sha256, 'bytes': s.bytes, 'records': s.records }
                        order by s.file
                    ),
                    []
                )
            from build_sources as s
        ) as sources,
        (
            select
                coalesce(
                    list(
                        {
                            'table': c.table_name,
                            'file': c.file,
                            'unit': c.unit,
                            'read': c.rows_read,
                            'kept': c.kept,
                            'repaired': c.repaired,
                            'merged': c.merged,
                            'rejected': c.rejected
                        }
                        order by c.file, c.table_name
                    ),
                    []
                )
            from build_counts as c
        ) as counts
    from build_info as b;
