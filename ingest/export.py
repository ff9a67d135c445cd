"""``python -m ingest.export WAREHOUSE FOLDER`` writes a warehouse as files from which DuckDB makes it again.

``export database`` writes all that is needed, but puts macros in the order of their names, before the views, and leaves comments
out; ``import database`` then stops at the first macro that needs one which comes later. Here the same files are written, in an
order in which each object finds what it needs, with the comments after them.
"""

import argparse
import sys
from pathlib import Path

import duckdb

from ingest.errors import IngestError
from sql import sql_literal

_COMMENTS = """
with described (kind, name, comment) as (
    select 'table', format('"{}"."{}"', schema_name, table_name), comment from duckdb_tables()
    union all
    select 'view', format('"{}"."{}"', schema_name, view_name), comment from duckdb_views() where not internal
    union all
    select 'column', format('"{}"."{}"."{}"', schema_name, table_name, column_name), comment
    from duckdb_columns() where not internal
    union all
    select if(function_type = 'macro', 'macro', 'macro table'), format('"{}"', function_name), comment
    from duckdb_functions() where not internal
)
select format('comment on {} {} is ''{}'';', kind, name, replace(comment, '''', ''''''))
from described where comment is not null order by all
"""

_RESERVED_PARAMETERS = """
select distinct p.name from (
    select unnest(parameters) as name from duckdb_functions() where not internal
) as p
where p.name in (select keyword_name from duckdb_keywords() where keyword_category = 'reserved')
"""


def export(warehouse: Path, folder: Path) -> None:
    """Write a warehouse as SQL and a Parquet file for each table.

    Args:
        warehouse: The DuckDB file.
        folder: A folder that is empty or not there yet.

    Raises:
        IngestError: The warehouse cannot be read, or the folder cannot be written or is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise IngestError(f"{folder}: there is something already; name a folder that is empty or not there yet")
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            connection.execute(f"export database {sql_literal(folder)} (format parquet)")
            comments = [comment for (comment,) in connection.execute(_COMMENTS).fetchall()]
            reserved = [name for (name,) in connection.execute(_RESERVED_PARAMETERS).fetchall()]
    except duckdb.Error as error:
        raise IngestError(f"{warehouse} cannot be written to {folder}: {error}") from error
    schema = folder / "schema.sql"
    statements = _ordered(_readable(schema.read_text(encoding="utf-8"), reserved))
    schema.write_text("\n".join([*statements, *comments, ""]), encoding="utf-8")


def _readable(schema: str, reserved: list[str]) -> str:
    """A schema with the parameters of macros in quotes if they are reserved words, as DuckDB 2 writes them."""
    for name in reserved:
        for before in ("(", ", "):
            schema = schema.replace(f"{before}{name} ", f'{before}"{name}" ')
    return schema


def _ordered(schema: str) -> list[str]:
    """The statements of a schema in an order in which they can be run."""
    ordered: list[str] = []
    waiting = [statement.query.strip() for statement in duckdb.extract_statements(schema)]
    with duckdb.connect() as connection:
        while waiting:
            postponed = []
            for statement in waiting:
                try:
                    connection.execute(statement)
                except duckdb.CatalogException:
                    postponed.append(statement)
                else:
                    ordered.append(statement)
            if len(postponed) == len(waiting):
                raise IngestError(f"no order was found in which this can be run: {postponed[0]}")
            waiting = postponed
    return [f"{statement};" for statement in ordered]


def main() -> int:
    """Export one warehouse and say how to import it."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.export", description="Write a warehouse as files that 'import database' of DuckDB takes."
    )
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write; empty, or not there yet")
    options = parser.parse_args()
    try:
        export(options.warehouse, options.folder)
    except IngestError as error:
        sys.stderr.write(f"export failed: {error}\n")
        return 1
    sys.stderr.write(
        f"{options.folder} is written; make a warehouse of it with: "
        f'duckdb -storage-version v1.4.0 copy.duckdb -c "import database {sql_literal(options.folder)}"\n'
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
