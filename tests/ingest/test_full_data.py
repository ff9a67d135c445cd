"""A build of the full Movies Dataset."""

import ast
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ingest import nested
from ingest.entry_patterns import Fields
from ingest.raw_csv import raw_file

THING: Fields = {"id": pl.Int32, "name": pl.String}
CREDIT: Fields = {"credit_id": pl.String, "id": pl.Int32, "name": pl.String, "gender": pl.Int32}
NESTED: list[tuple[str, str, Fields]] = [
    ("movies_dataset.csv", "genres", THING),
    ("movies_dataset.csv", "production_companies", THING),
    ("movies_dataset.csv", "production_countries", {"iso_3166_1": pl.String, "name": pl.String}),
    ("movies_dataset.csv", "spoken_languages", {"iso_639_1": pl.String, "name": pl.String}),
    ("movies_dataset.csv", "belongs_to_collection", THING),
    ("keywords.csv", "keywords", THING),
    ("credits.csv", "cast", {**CREDIT, "character": pl.String, "order": pl.Int32}),
    ("credits.csv", "crew", {**CREDIT, "department": pl.String, "job": pl.String}),
]


@pytest.mark.parametrize(
    ("table", "rows"), [("movies", 45_349), ("genres", 20), ("collections", 1_695)], ids=["movies", "genres", "collections"]
)
def test_the_tables_have_as_many_rows_as_the_raw_files_hold(
    full_connection: duckdb.DuckDBPyConnection, table: str, rows: int
) -> None:
    assert full_connection.table(table).count("*").fetchall() == [(rows,)]


@pytest.mark.parametrize(("table", "records"), [("movies", 45_466), ("credits", 45_476)])
def test_every_record_is_accounted_for(full_connection: duckdb.DuckDBPyConnection, table: str, records: int) -> None:
    counts = "select rows_read, kept + repaired + merged + rejected from build_counts where table_name = ?"
    assert full_connection.execute(counts, [table]).fetchall() == [(records, records)]


def test_the_split_films_are_whole(full_connection: duckdb.DuckDBPyConnection) -> None:
    films = full_connection.execute(
        "select movie_id from movies where movie_id in (82663, 122662, 249260) and contains(overview, chr(10)) order by movie_id"
    ).fetchall()
    assert films == [(82663,), (122662,), (249260,)]


@pytest.mark.parametrize(("file", "column", "fields"), NESTED, ids=[column for _, column, _ in NESTED])
def test_every_nested_cell_equals_what_literal_eval_gives(full_data: Path, file: str, column: str, fields: Fields) -> None:
    cells = raw_file(full_data / file, (column,)).records.filter(
        pl.col(column).str.starts_with("[") | pl.col(column).str.starts_with("{")
    )
    parsed, rejected, _ = nested.entries(cells, column, fields, required=tuple(fields)[:1])
    expected = [
        (record, *(entry.get(key) for key in fields))
        for record, cell in cells.select("record", column).iter_rows()
        for value in [ast.literal_eval(cell)]
        for entry in (value if isinstance(value, list) else [value])
    ]
    complete = [row for row in expected if row[1] is not None]
    assert parsed.sort("record", "position").drop("position").rows() == complete
    assert rejected.height == len(expected) - len(complete)
