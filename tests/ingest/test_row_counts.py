"""The lineage of rows: every raw row is accounted for exactly once, with its text."""

import ast
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from ingest.domains import FILM
from tests.data.plain_reading import film_records, raw_records
from tests.ingest.recorded_lineage import RECORD_COUNTS, ROW_ACTIONS, counts, record_texts, set_aside

ENTRY_COUNTS = {
    "movie_genres": ("movies_dataset.csv", "genres"),
    "movie_companies": ("movies_dataset.csv", "production_companies"),
    "movie_countries": ("movies_dataset.csv", "production_countries"),
    "movie_languages": ("movies_dataset.csv", "spoken_languages"),
    "movies.collection_id": ("movies_dataset.csv", "belongs_to_collection"),
    "movie_keywords": ("keywords.csv", "keywords"),
    "cast": ("credits.csv", "cast"),
    "crew": ("credits.csv", "crew"),
}


def records_of(path: Path) -> list[list[str]]:
    return raw_records(path)[1]


@pytest.mark.parametrize(("file", "table"), RECORD_COUNTS.items())
def test_every_record_is_kept_or_set_aside_once(
    connection: duckdb.DuckDBPyConnection, full_layout: Path, file: str, table: str
) -> None:
    records = records_of(full_layout / file)
    aside = set_aside(connection, table, file)
    booked = counts(connection, table, file)
    actions = Counter(action for action, _ in aside.values())
    assert booked["rows_read"] == len(records)
    assert booked["kept"] == len(records) - len(aside)
    assert {action: booked[action] for action in ROW_ACTIONS} == {action: actions[action] for action in ROW_ACTIONS}


@pytest.mark.parametrize(("file", "table"), RECORD_COUNTS.items())
def test_every_record_set_aside_is_there_with_its_text(
    connection: duckdb.DuckDBPyConnection, full_layout: Path, file: str, table: str
) -> None:
    texts = record_texts(full_layout / file)
    aside = set_aside(connection, table, file)
    assert aside
    for number, (action, text) in aside.items():
        assert text == ("\n".join(texts[number - 1 : number + 1]) if action == "repaired" else texts[number]), f"record {number}"


def test_the_records_that_are_not_set_aside_are_the_films(connection: duckdb.DuckDBPyConnection, full_layout: Path) -> None:
    records = records_of(full_layout / "movies_dataset.csv")
    aside = set_aside(connection, "movies", "movies_dataset.csv")
    kept = {int(record[5]) for number, record in enumerate(records) if number not in aside}
    assert {movie_id for (movie_id,) in connection.execute("select movie_id from movies").fetchall()} == kept
    assert kept == set(film_records(full_layout))


def test_why_each_record_of_the_films_was_set_aside(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        "select action, movie_id, reason from rejected_rows where table_name = 'movies' and action != 'blanked'"
    ).fetchall()
    without_number = [(action, movie_id, re.sub(r"record \d+", "another record", reason)) for action, movie_id, reason in found]
    assert Counter(without_number) == Counter(
        [
            ("rejected", 990021, "the film has no release date"),
            ("rejected", 990022, "the film has no release date"),
            ("rejected", 990043, "the record ends too early"),
            ("rejected", 990023, f"'1' is no valid release_date ({FILM['release_date']})"),
            ("rejected", 990024, f"'2001-02-30' is no valid release_date ({FILM['release_date']})"),
            ("rejected", None, f"'tt0990025' is no valid id ({FILM['id']})"),
            ("rejected", None, "the record has more fields than the header"),
            ("merged", 990031, "the film stands again in another record, which is kept"),
            ("merged", 990032, "the film stands again in another record, which is kept"),
            ("repaired", 990041, "a piece of another record, split by a line break; joined with it"),
            ("repaired", 990042, "a piece of another record, split by a line break; joined with it"),
        ]
    )


def test_cells_that_became_null_are_there_with_their_text(connection: duckdb.DuckDBPyConnection) -> None:
    blanked = connection.execute(
        "select movie_id, column_name, raw_text from rejected_rows where action = 'blanked' order by all"
    ).fetchall()
    assert blanked == [
        (238, "display_priority", "first"),
        (949, "release_type", "9"),
        (990002, "runtime", "90.5"),
        (990012, "budget", "12.50"),
        (990012, "popularity", "NaN"),
        (990012, "revenue", "lots"),
        (990012, "runtime", "long"),
        (990012, "vote_average", "7,5"),
        (990012, "vote_count", "many"),
    ]


@pytest.mark.parametrize(("table", "source"), ENTRY_COUNTS.items())
def test_every_entry_of_a_nested_column_is_kept_or_set_aside(
    connection: duckdb.DuckDBPyConnection, full_layout: Path, table: str, source: tuple[str, str]
) -> None:
    file, column = source
    films = film_records(full_layout)
    header, records = raw_records(full_layout / file)
    rows = [dict(zip(header, record, strict=False)) for record in records]
    of_films = films.values() if file.startswith("movies") else [row for row in rows if row["id"] in map(str, films)]
    booked = counts(connection, table, file)
    assert booked["rows_read"] == sum(entries_in(row[column]) for row in of_films)
    assert booked["rows_read"] == booked["kept"] + booked["merged"] + booked["rejected"]
    aside = connection.execute("select raw_text from rejected_rows where table_name = ?", [table]).fetchall()
    assert len(aside) == booked["merged"] + booked["rejected"]


@pytest.mark.parametrize(("table", "source"), ENTRY_COUNTS.items())
def test_an_entry_set_aside_is_there_as_it_stands_in_its_cell(
    connection: duckdb.DuckDBPyConnection, full_layout: Path, table: str, source: tuple[str, str]
) -> None:
    file, column = source
    header, records = raw_records(full_layout / file)
    found = connection.execute(
        "select record, column_name, raw_text from rejected_rows where table_name = ? and column_name is not null", [table]
    ).fetchall()
    for number, named, text in found:
        assert named == column
        cell = records[number][header.index(column)]
        assert text == cell or (text in cell and (text[0], text[-1]) == ("{", "}"))


def entries_in(cell: str) -> int:
    """How many entries a cell holds, as Python counts them; the one that is broken names a variable."""
    value = ast.literal_eval(re.sub(r": broken}", ": None}", cell) or "[]")
    return len(value) if isinstance(value, list) else 1


def test_the_raw_files_are_named_with_size_hash_and_records(connection: duckdb.DuckDBPyConnection, full_layout: Path) -> None:
    booked = connection.execute("select file, bytes, records from build_sources order by file").fetchall()
    assert booked == [(path.name, path.stat().st_size, len(records_of(path))) for path in sorted(full_layout.iterdir())]
