"""Every rule that follows from the header of a table finds the row that breaks it, for every table that there is."""

import re
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
import sqlfluff

import sql
from ingest.rules import Rule, rules
from sql.table_header import TableHeader, table_header

CONFIGURATION = Path(sql.ROOT).parent / ".sqlfluff"

FILES = {file.name: file for kind in ("tables", "derived") for file in sql.sql_files(kind)}
HEADERS = {name: table_header(file) for name, file in FILES.items() if "table" in file.headers}
RULES = {rule.name: rule for rule in rules()}

KEYS = [(table, header) for table, header in HEADERS.items() if header.key is not None]
NEVER_NULL = [(table, column) for table, header in KEYS for column in header.key or () if column not in header.nullable]
REFERENCES = [(table, column) for table, header in HEADERS.items() for column in header.references]
COUNTED = [table for table, header in HEADERS.items() if header.counted]

FIRST_ROWS = {"build_changes": "('movies', null, 3, 4, 5)", "common_features": "(1, 1)", "thin_films": "(862)"}
"""A row for each table that the build of the hand-made catalogue leaves empty."""

MOST_MISSING = "-1"
"""What is no id and no code of anything, whatever its type."""


def one_row(table: str) -> str:
    return f"rowid = (select min(rowid) from {sql.relation(table)})"


def found(connection: duckdb.DuckDBPyConnection, rule: Rule) -> list[dict[str, object]]:
    result = connection.execute(rule.statement)
    names = [name for name, *_ in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.fixture
def filled(spoiled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A copy of the warehouse with rows in every table; what is changed in it is undone after the test."""
    for table, row in FIRST_ROWS.items():
        spoiled.execute(f"insert into {sql.relation(table)} values {row}")
    return spoiled


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_hand_made_catalogue_breaks_no_rule(filled: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    assert found(filled, rule) == []


@pytest.mark.parametrize(("table", "header"), KEYS, ids=[table for table, _ in KEYS])
def test_a_row_that_is_there_twice_is_found(filled: duckdb.DuckDBPyConnection, table: str, header: TableHeader) -> None:
    key = ", ".join(f't."{column}"' for column in header.key or ()) or "1"
    [row] = filled.execute(f"select {key} from {sql.relation(table)} as t where {one_row(table)}").fetchall()
    filled.execute(f"insert into {sql.relation(table)} from {sql.relation(table)} where {one_row(table)}")
    values = dict(zip(header.key, row, strict=True)) if header.key else {}
    assert found(filled, RULES[f"{table}.key"]) == [values | {"rows_found": 2}]


@pytest.mark.parametrize(("table", "column"), NEVER_NULL)
def test_a_null_in_a_key_is_found(filled: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    filled.execute(f'alter table {sql.relation(table)} alter column "{column}" drop not null')
    filled.execute(f'update {sql.relation(table)} set "{column}" = null where {one_row(table)}')
    [row] = found(filled, RULES[f"{table}.key"])
    assert (row[column], row["rows_found"]) == (None, 1)


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_value_that_leads_nowhere_is_found(filled: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    name = column.removesuffix("[]")
    value = f"['{MOST_MISSING}']" if column.endswith("[]") else f"'{MOST_MISSING}'"
    filled.execute(f'update {sql.relation(table)} set "{name}" = {value} where {one_row(table)}')
    assert [(str(row[name]), row["rows_found"]) for row in found(filled, RULES[f"{table}.{name}"])] == [(MOST_MISSING, 1)]


@pytest.mark.parametrize("table", COUNTED)
def test_a_row_too_few_is_found(filled: duckdb.DuckDBPyConnection, table: str) -> None:
    [(rows,)] = filled.execute(f"select count(*) from {sql.relation(table)}").fetchall()
    filled.execute(f"delete from {sql.relation(table)} where {one_row(table)}")
    assert found(filled, RULES[f"{table}.rows"]) == [{"rows_found": rows - 1, "rows_kept": rows}]


@pytest.mark.parametrize("table", COUNTED)
def test_a_table_without_an_account_is_found(filled: duckdb.DuckDBPyConnection, table: str) -> None:
    filled.execute("delete from build_counts where table_name = ?", [table])
    [row] = found(filled, RULES[f"{table}.rows"])
    assert row["rows_kept"] == 0


def test_every_table_has_a_header_and_a_key(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        "select table_name from duckdb_tables() where not internal and schema_name in ('main', 'derived')"
    ).fetchall()
    tables = {name for (name,) in found}
    assert HEADERS.keys() == tables
    # What was set aside may be the same record twice.
    assert [table for table, header in HEADERS.items() if header.key is None] == ["rejected_rows"]


def test_the_counted_tables_are_those_that_have_an_account(connection: duckdb.DuckDBPyConnection) -> None:
    counted = {name for (name,) in connection.execute("select table_name from build_counts").fetchall()}
    # The account of that name is of the records of keywords.csv, not of the table.
    assert set(COUNTED) == counted & HEADERS.keys() - {"keywords"}


def test_every_id_and_code_leads_somewhere_or_says_why_not(connection: duckdb.DuckDBPyConnection) -> None:
    """A column that has the name of another table's key must lead there, even if it is the key of its own table."""
    columns = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal and schema_name != 'compiled'"
        " and regexp_matches(column_name, '_(id|code)s?$') and table_name in (select table_name from duckdb_tables())"
    ).fetchall()
    targets = {target for header in HEADERS.values() for target in header.references.values()}
    target_names = {target.partition(".")[2] for target in targets}
    loose = []
    for table, column, kind in columns:
        header = HEADERS[table]
        is_own_key = header.key == (column,) and (f"{table}.{column}" in targets or column not in target_names)
        written = f"{column}[]" if kind.endswith("[]") else column
        if not is_own_key and written not in header.references and not header.unreferenced.get(column):
            loose.append(f"{table}.{column}")
    assert loose == []


def test_what_is_referenced_is_the_key_of_its_table() -> None:
    targets = {target for header in HEADERS.values() for target in header.references.values()}
    assert {target for target in targets if HEADERS[target.partition(".")[0]].key != (target.partition(".")[2],)} == set()


def test_what_has_no_reference_is_a_column_without_one(connection: duckdb.DuckDBPyConnection) -> None:
    columns = set(connection.execute("select table_name, column_name from duckdb_columns()").fetchall())
    named = [(table, column) for table, header in HEADERS.items() for column in header.unreferenced]
    assert named
    assert set(named) <= columns
    assert [pair for pair in named if pair in {(table, column.removesuffix("[]")) for table, column in REFERENCES}] == []


def test_every_rule_has_a_name_of_its_own() -> None:
    names = sorted(rule.name for rule in rules())
    assert [name for name, same in groupby(names) if len(list(same)) > 1] == []


def test_statements_made_from_headers_are_written_as_all_sql_is() -> None:
    made = {name: rule for name, rule in RULES.items() if "." in name}
    kinds = {re.sub(r'"\w+"|[a-z]\.\w+|\w+', "x", rule.statement): rule.statement for rule in made.values()}
    faults = sqlfluff.lint("\n".join(kinds.values()), config_path=str(CONFIGURATION))
    assert len(kinds) > 3
    assert faults == []


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ('key = ["a"]\n-- refernces = ["b"]', "unknown field `refernces`"),
        ('key = "a"', "Expected `array"),
        ('key = ["a"]\n-- nullable = ["b"]', "'nullable' must name some columns of the key"),
        ('key = ["a"]\n-- nullable = ["a"]', "'nullable' must name some columns of the key, but not all"),
        ('[references]\n-- a = "b"', "the header 'table' is wrong"),
    ],
)
def test_a_header_without_meaning_is_refused(tmp_path: Path, header: str, fault: str) -> None:
    path = tmp_path / "things.sql"
    path.write_text(f"-- Things.\n--\n-- /// table\n-- {header}\n-- ///\ncreate table things (a integer);", encoding="utf-8")
    with pytest.raises(sql.SqlFileError, match=re.escape(fault)) as raised:
        table_header(sql.sql_file(path))
    assert str(path) in str(raised.value)


def test_a_table_without_a_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "things.sql"
    path.write_text("-- Things.\ncreate table things (a integer);", encoding="utf-8")
    with pytest.raises(sql.SqlFileError, match="no header '/// table'"):
        table_header(sql.sql_file(path))
