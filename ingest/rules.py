"""The rules that a finished warehouse keeps: what follows from headers of tables and endpoints, and ``sql/checks``."""

from collections.abc import Iterator
from typing import NamedTuple

import duckdb

import sql
from ingest.errors import CheckError
from sql.compiled import compiled_answers
from sql.table_header import TableHeader, table_header

_SHOWN_ROWS = 10


class Rule(NamedTuple):
    """A rule.

    Attributes:
        name: Its name; if it follows from the header of a table, the table and what it is about, as in ``movies.key``.
        about: What it says.
        statement: The query for the rows that break it.
    """

    name: str
    about: str
    statement: str

    def check(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Look whether a warehouse keeps the rule.

        Args:
            connection: Has the warehouse as its default database.

        Raises:
            CheckError: It does not; the message has the rows that break it.
        """
        result = connection.execute(self.statement)
        columns = [column[0] for column in result.description or ()]
        rows = result.fetchall()
        if not rows:
            return
        count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
        shown = "\n".join(f"  {dict(zip(columns, row, strict=True))}" for row in rows[:_SHOWN_ROWS])
        more = f"\n  … and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
        raise CheckError(f"check '{self.name}' found {count}. {self.about}\n{shown}{more}")


def rules() -> Iterator[Rule]:
    """All rules, those of the tables of raw data before those of what is derived from them."""
    for file in [*sql.sql_files("tables"), *sql.sql_files("derived")]:
        if "table" in file.headers:
            yield from _rules_of_table(file.name, table_header(file))
    for file in sql.sql_files("endpoints"):
        if answers := compiled_answers(file):
            yield Rule(f"{file.name}.compiled", f"The answers compiled of {file.name} are what it gives.", answers.differing)
    for file in sql.sql_files("checks"):
        yield Rule(file.name, file.about, file.statement)


def _rules_of_table(table: str, header: TableHeader) -> Iterator[Rule]:
    if header.key:
        yield _key(table, header.key, [column for column in header.key if column not in header.nullable])
    elif header.key is not None:
        yield _one_row(table)
    for column, target in header.references.items():
        yield _reference(table, column, *target.split("."))
    for column in header.not_null:
        if column.endswith("[]"):
            yield _full_list(table, column.removesuffix("[]"))
    if header.counted:
        yield _kept(table)


def _key(table: str, key: tuple[str, ...], never_null: list[str]) -> Rule:
    columns = ", ".join(f"t.{column}" for column in key)
    faults = " or ".join(["count(*) > 1", *(f"t.{column} is null" for column in never_null)])
    return Rule(
        f"{table}.key",
        f"{table} has one row for each key ({', '.join(key)}), and no null in {', '.join(never_null)}.",
        f"""\
select {columns}, count(*) as rows_found
from {sql.relation(table)} as t
group by {columns}
having {faults}
order by {columns};
""",
    )


def _one_row(table: str) -> Rule:
    return Rule(
        f"{table}.key",
        f"{table} has one row at most.",
        f"""\
select count(*) as rows_found
from {sql.relation(table)} as t
having count(*) > 1;
""",
    )


def _reference(table: str, column: str, other: str, other_key: str) -> Rule:
    name = column.removesuffix("[]")
    held = f"unnest(t.{name}) as {name}" if column.endswith("[]") else f"t.{name}"
    return Rule(
        f"{table}.{name}",
        f"Each value of {name} in {table} is a {other_key} of {other}.",
        f"""\
with held as (
    select {held}
    from {sql.relation(table)} as t
)

select h.{name}, count(*) as rows_found
from held as h
anti join {sql.relation(other)} as o on h.{name} = o.{other_key}
where h.{name} is not null
group by h.{name}
order by h.{name};
""",
    )


def _full_list(table: str, column: str) -> Rule:
    return Rule(
        f"{table}.{column}[]",
        f"The lists in {column} of {table} hold no null.",
        f"""\
select count(*) as rows_found
from {sql.relation(table)} as t
where len(t."{column}") > list_count(t."{column}")
having count(*) > 0;
""",
    )


def _kept(table: str) -> Rule:
    return Rule(
        f"{table}.rows",
        f"{table} has as many rows as build_counts says that were kept for it.",
        f"""\
with found as (
    select count(*) as rows_found
    from {sql.relation(table)} as t
),

kept as (
    select coalesce(sum(c.kept), 0) as rows_kept
    from build_counts as c
    where c.table_name = '{table}'
)

select f.rows_found, k.rows_kept
from found as f
inner join kept as k on f.rows_found != k.rows_kept;
""",
    )
