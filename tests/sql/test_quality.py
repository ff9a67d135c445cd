"""What the warehouse says of its own quality: profiles, what was set aside, suspicious values, changes."""

from typing import Any

import duckdb
import pytest

import sql
from ingest.fingerprint import content_tables, table_fingerprints
from ingest.profile import profile_columns

PROFILED = [
    file.name for file in sql.sql_files("tables") if not file.name.startswith("build_") and file.name != "column_profiles"
]
TIMELY = "release_date = '1995-10-30', runtime = 81, budget = 1000, revenue = 1000001, \"return\" = 1000"


def _rows(connection: duckdb.DuckDBPyConnection, call: str) -> list[dict[str, Any]]:
    result = connection.execute(f"from {call}")
    columns = [name for name, *_ in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _text(value: object) -> str:
    return str(value)[:200]


@pytest.mark.parametrize("table", PROFILED)
def test_profiles_are_what_plain_counting_gives(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    result = connection.execute(f'from "{table}"')
    names = [name for name, *_ in result.description]
    rows = result.fetchall()
    assert rows
    profiles = _rows(connection, f"quality_columns(\"table\" := '{table}')")
    assert [profile["column_name"] for profile in profiles] == names
    for place, profile in enumerate(profiles, start=1):
        values = [row[place - 1] for row in rows if row[place - 1] is not None]
        assert profile == {
            "table_name": table,
            "column_name": names[place - 1],
            "column_place": place,
            "data_type": profile["data_type"],
            "rows_found": len(rows),
            "nulls": len(rows) - len(values),
            "distinct_values": len(set(values)),
            "least": _text(min(values)) if values else None,
            "greatest": _text(max(values)) if values else None,
        }


def test_every_table_with_data_is_profiled_and_no_other(connection: duckdb.DuckDBPyConnection) -> None:
    profiles = _rows(connection, "quality_columns()")
    assert sorted({profile["table_name"] for profile in profiles}) == sorted(PROFILED)
    types = {(profile["table_name"], profile["column_name"]): profile["data_type"] for profile in profiles}
    assert types["movies", "release_date"] == "DATE"
    assert types["cast", "credit_id"] == "VARCHAR"


def test_a_table_that_is_not_there_has_no_profile(connection: duckdb.DuckDBPyConnection) -> None:
    assert _rows(connection, "quality_columns(\"table\" := 'table_name')") == []


def test_empty_tables_and_long_texts_are_profiled(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("delete from posters; delete from column_profiles; update movies set overview = repeat('ñ', 300)")
    profile_columns(spoiled, [file for file in sql.sql_files("tables") if file.name in PROFILED])
    [_, path] = _rows(spoiled, "quality_columns(\"table\" := 'posters')")
    assert (path["rows_found"], path["nulls"], path["distinct_values"], path["least"]) == (0, 0, 0, None)
    [overview] = [row for row in _rows(spoiled, "quality_columns(\"table\" := 'movies')") if row["column_name"] == "overview"]
    assert (overview["distinct_values"], overview["least"], overview["greatest"]) == (1, "ñ" * 200, "ñ" * 200)


def test_profiles_and_changes_are_no_part_of_the_content(spoiled: duckdb.DuckDBPyConnection) -> None:
    before = table_fingerprints(spoiled, content_tables(spoiled))
    spoiled.execute("delete from column_profiles; insert into build_changes values ('movies', null, 1, 2, 3)")
    assert table_fingerprints(spoiled, content_tables(spoiled)) == before


def test_everything_set_aside_is_counted_once(connection: duckdb.DuckDBPyConnection) -> None:
    counts: dict[tuple[str, str], int] = {}
    for kind in _rows(connection, "quality_set_aside()"):
        assert 1 <= len(kind["examples"]) == min(3, kind["rows_found"])
        counts[kind["table_name"], kind["action"]] = counts.get((kind["table_name"], kind["action"]), 0) + kind["rows_found"]
    rows = connection.execute("select table_name, action, count(*) from rejected_rows group by all").fetchall()
    assert counts == {(table, action): count for table, action, count in rows}


@pytest.mark.parametrize(
    ("reasons", "kind"),
    [
        (
            ["'abc' is no valid runtime", "'' is no valid runtime", "'it''s 3 o'clock' is no valid runtime"],
            "… is no valid runtime",
        ),
        (["'two\nlines' is no valid budget", "'-3.5e8' is no valid budget"], "… is no valid budget"),
        (["the film stands again in record 7, which is kept"], "the film stands again in record …, which is kept"),
        (['the entry "a, b" stands 2 times', 'the entry "c" stands 1,000 times'], "the entry … stands … times"),
        (["the entry stands twice in the film's list"], "the entry stands twice in the film's list"),
    ],
)
def test_reasons_that_differ_by_numbers_and_quoted_values_are_one_kind(
    spoiled: duckdb.DuckDBPyConnection, reasons: list[str], kind: str
) -> None:
    spoiled.execute("delete from rejected_rows")
    for record, reason in enumerate(reasons, start=1):
        spoiled.execute(
            "insert into rejected_rows values ('movies', 'films.csv', ?, 'x', 862, 'blanked', ?, repeat('ñ', 500))",
            [10 - record, reason],
        )
    [found] = _rows(spoiled, "quality_set_aside()")
    assert (found["reason"], found["rows_found"]) == (kind, len(reasons))
    assert found["examples"] == [
        {"file": "films.csv", "record": record, "column_name": "x", "movie_id": 862, "raw_text": "ñ" * 120}
        for record in range(10 - len(reasons), 10)
    ]


def test_the_most_common_reason_comes_first_and_three_examples_are_enough(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("delete from rejected_rows")
    spoiled.execute("""
        insert into rejected_rows
        select 'movies', 'films.csv', n, null, null, 'rejected', if(n = 0, 'rare', 'common'), 'raw' from range(6) as r(n)
    """)
    kinds = _rows(spoiled, "quality_set_aside()")
    assert [(kind["reason"], kind["rows_found"]) for kind in kinds] == [("common", 5), ("rare", 1)]
    assert [example["record"] for example in kinds[0]["examples"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("rule", "planted", "evidence"),
    [
        ("budget_too_small", "budget = 999, revenue = 1000001", "budget = 999, revenue = 1000001"),
        ("release_after_build", "release_date = '9999-12-31'", "release_date = 9999-12-31"),
        ("return_too_high", '"return" = 1000.25', "return = 1000.2, budget = 1000, revenue = 1000001"),
        ("runtime_too_long", "runtime = 601", "runtime = 601"),
    ],
)
def test_a_suspicious_value_is_found(spoiled: duckdb.DuckDBPyConnection, rule: str, planted: str, evidence: str) -> None:
    spoiled.execute(f"update movies set {TIMELY}")
    assert _rows(spoiled, "quality_suspicious()") == []
    spoiled.execute(f"update movies set {planted} where movie_id = 862")
    [found] = _rows(spoiled, "quality_suspicious()")
    assert found.pop("suspicion") > 0
    assert found == {"rule": rule, "movie_id": 862, "title": "Toy Story", "evidence": evidence}


def test_unknown_money_and_values_at_the_limit_are_not_suspicious(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute(f"update movies set {TIMELY}")
    spoiled.execute("update movies set budget = 0, runtime = 600, release_date = (select built_at::date from build_info)")
    assert _rows(spoiled, "quality_suspicious()") == []
    spoiled.execute("update movies set budget = 999, revenue = 1000000, runtime = null")
    assert _rows(spoiled, "quality_suspicious()") == []


def test_the_most_suspicious_come_first_in_each_rule(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute(f"update movies set {TIMELY}")
    spoiled.execute("update movies set runtime = 700 where movie_id in (949, 862)")
    spoiled.execute("update movies set runtime = 800 where movie_id = 990006")
    spoiled.execute('update movies set "return" = 5000 where movie_id = 990006')
    found = [(film["rule"], film["movie_id"]) for film in _rows(spoiled, "quality_suspicious()")]
    assert found == [
        ("return_too_high", 990006),
        ("runtime_too_long", 990006),
        ("runtime_too_long", 862),
        ("runtime_too_long", 949),
    ]


def test_changes_are_told_table_by_table_the_whole_before_its_columns(spoiled: duckdb.DuckDBPyConnection) -> None:
    spoiled.execute("delete from build_changes")
    spoiled.execute(
        "insert into build_changes values ('movies', 'title', 0, 0, 2), ('cast', null, 1, 0, 0), ('movies', null, 3, 4, 5)"
    )
    found = [tuple(change.values()) for change in _rows(spoiled, "quality_changes()")]
    assert found == [("cast", None, 1, 0, 0), ("movies", None, 3, 4, 5), ("movies", "title", 0, 0, 2)]
