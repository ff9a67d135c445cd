"""The hand-made catalogue in several drops gives what it gives as a whole, and all that came too early is accounted for."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

import sql
from ingest.build import build
from tests.data.films import WHOLE_FILMS, Film
from tests.data.plain_reading import raw_records
from tests.ingest.drop_files import (
    KEYS,
    Files,
    credits_file,
    films_file,
    home,
    key_of,
    keywords_file,
    outdated,
    torn,
    write_files,
)
from tests.ingest.recorded_lineage import RECORD_COUNTS, ROW_ACTIONS, counts, set_aside, without_padding

Rows = list[tuple[Any, ...]]
Ask = Callable[[str], Rows]

UNDATED, EARLY, LATE = "", "2017-09-01", "2026-11-21"
DAYS = [[UNDATED, EARLY], [UNDATED, EARLY, LATE], ["2016-02-29", EARLY, LATE]]

# Films that are not in the catalogue: one is deleted after it came, one in the drop that it came with.
EARLY_GONE = Film(990501, "Gone", "2001-01-01", "1", "5.0", genres="War", directors=("Fritz Lang",), keywords="toy")
LATE_GONE = Film(990502, "Gone", "2001-01-01", "1", "5.0", genres="War", directors=("Fritz Lang",), keywords="toy")


class Drops(NamedTuple):
    """The catalogue torn into drops, and the warehouse that is built of them."""

    days: list[str]
    folder: Path
    connection: duckdb.DuckDBPyConnection

    def ask(self, question: str) -> Rows:
        return self.connection.execute(question).fetchall()


@contextmanager
def built(raw: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of raw files."""
    place = raw.with_suffix(".duckdb")
    build(raw, place, lambda _: None)
    with duckdb.connect(place, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module", params=DAYS, ids=" ".join)
def drops(full_layout: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Drops]:
    """The catalogue torn into drops; a film that is deleted in the last but one comes back in the last."""
    days: list[str] = request.param
    folder = tmp_path_factory.mktemp("drops") / "raw"
    parts = torn(full_layout, len(days))
    for part, film in ((parts[0], EARLY_GONE), (parts[-1], LATE_GONE)):
        for name, records in {**films_file(film), **credits_file(film), **keywords_file(film)}.items():
            part[name] += records
    back = next(film.id for film in WHOLE_FILMS if home((film.id,), len(days)) == len(days) - 1)
    parts[-2]["deleted_movies.csv"] = [[str(back)]]
    parts[-1]["deleted_movies.csv"] = [[str(EARLY_GONE.id)], [str(LATE_GONE.id)]]
    for day, part in zip(days, parts, strict=True):
        write_files(folder / day, part)
    with built(folder) as connection:
        yield Drops(days, folder, connection)


def content(ask_: Ask) -> dict[str, Rows]:
    """All tables but for those that say how the warehouse was made."""
    tables = ask_(
        "select table_name from duckdb_tables() where schema_name in ('main', 'derived') and table_name not like 'build_%'"
    )
    return {
        table: [
            row
            for row in ask_(f"from {sql.relation(table)} order by all")
            if table != "column_profiles" or row[0] != "rejected_rows"
        ]
        for (table,) in tables
        if table != "rejected_rows"
    }


def assert_same(found: dict[str, Rows], expected: dict[str, Rows]) -> None:
    assert found.keys() == expected.keys()
    assert len(expected["movies"]) == 43
    assert [table for table, rows in expected.items() if found[table] != rows] == []


@pytest.fixture(scope="module")
def whole_content(connection: duckdb.DuckDBPyConnection) -> dict[str, Rows]:
    """What the warehouse of the whole catalogue holds."""
    return content(lambda question: connection.execute(question).fetchall())


def test_the_drops_give_what_the_whole_gives(drops: Drops, whole_content: dict[str, Rows]) -> None:
    assert_same(content(drops.ask), whole_content)


@pytest.mark.parametrize("name", KEYS)
def test_a_drop_may_hold_only_the_file_that_changed(
    raw_folder: Path, full_layout: Path, ask: Ask, whole_content: dict[str, Rows], name: str
) -> None:
    whole: Files = {file: raw_records(full_layout / file)[1] for file in KEYS}
    write_files(raw_folder, {**whole, name: outdated(name, whole[name])})
    write_files(raw_folder / EARLY, {name: whole[name]})
    loaded = content(ask)  # all else is made of these tables
    assert not loaded.pop("column_profiles")
    assert_same(loaded, {file.name: whole_content[file.name] for file in sql.sql_files("tables") if file.name in loaded})
    assert len(loaded) > 15


def test_every_record_of_every_drop_is_kept_or_set_aside_once_with_its_text(drops: Drops) -> None:
    for day in drops.days:
        for name, table in RECORD_COUNTS.items():
            file = f"{day}/{name}".lstrip("/")
            records = raw_records(drops.folder / file)[1]
            aside = set_aside(drops.connection, table, file)
            booked = counts(drops.connection, table, file)
            actions = Counter(action for action, _ in aside.values())
            assert (booked["rows_read"], booked["kept"]) == (len(records), len(records) - len(aside))
            assert [booked[action] for action in ROW_ACTIONS] == [actions[action] for action in ROW_ACTIONS]
            for number, (action, text) in aside.items():
                *_, last = csv.reader(io.StringIO(text, newline=""))
                assert without_padding(last) == without_padding(records[number]), f"{file}, record {number}, {action}"


def test_exactly_what_has_not_the_last_word_is_gone(drops: Drops) -> None:
    days = drops.days
    reasons = "('a later drop replaces the record', 'the film was deleted')"
    gone = Counter(drops.ask(f"select file, record from rejected_rows where reason in {reasons}"))
    numbered = [
        (number, name, place, key)
        for number, day in enumerate(days)
        for name in KEYS
        for place, record in enumerate(raw_records(drops.folder / day / name)[1])
        if (key := key_of(name, record))
    ]
    last = {(name, key): number for number, name, _, key in numbered}
    deleted = {(EARLY_GONE.id,), (LATE_GONE.id,)}
    expected = [
        (f"{days[number]}/{name}".lstrip("/"), place)
        for number, name, place, key in numbered
        if number < last[name, key] or key in deleted
    ]
    assert gone == Counter(expected)
