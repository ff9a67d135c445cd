"""Columns are looked at as a whole: the one format that fits them is used, and a column that cannot be read stops the build."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl
import pytest

from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.load import load
from ingest.row_lineage import RowLineage
from ingest.sources import drops
from ingest.warehouse_builder import warehouse_builder
from tests.data.films import Film
from tests.ingest.drop_files import Files, credits_file, films_file, keywords_file, write_files

ACCEPT_ALL = Limits(unreadable=1.0)


def film(number: int, **raw: str) -> Film:
    """A film with some of its cells as given."""
    return Film(number, f"Film {number}", "1995-10-30", "7", "6.5", "100", "300", "90", cast=("Clara Bow",), raw=raw)


def films(column: str, cells: Iterable[str], first: int = 1) -> list[Film]:
    """Films with a column as given, numbered from the first on."""
    return [film(number, **{column: cell}) for number, cell in enumerate(cells, start=first)]


class Tables:
    """Fills tables from raw files, and keeps what was said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._places = iter(folder / f"{number}.duckdb" for number in range(100))

    def load(self, limits: Limits = Limits(), /, **files: Files) -> duckdb.DuckDBPyConnection:  # noqa: B008 - it never changes
        """Load drops, by their days."""
        raw, place = self.folder / "raw", next(self._places)
        for day, contents in files.items():
            write_files(raw / day.removeprefix("_").replace("_", "-"), contents)
        with warehouse_builder(place) as new:
            new.add_tables()
            load(drops(raw, place.with_suffix(".unpacked")), raw, RowLineage(new, lambda _: None, self.notes.append), limits)
        return duckdb.connect(place, read_only=True)

    def values(self, column: str, cells: Iterable[str], limits: Limits = Limits()) -> list[Any]:  # noqa: B008
        """What a column of cells is read as."""
        of_cells = films(column, cells)
        with self.load(limits, _2001_01_01={**films_file(*of_cells), **credits_file(*of_cells)}) as connection:
            return [value for (value,) in connection.execute(f"select {column} from movies order by movie_id").fetchall()]


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """Tables of a test's raw files."""
    return Tables(tmp_path)


DATES = [date(1995, 10, 30), date(1999, 1, 3), date(1895, 3, 22)]

DATE_FORMATS = [
    (["10/30/1995", "01/03/1999", "3/22/1895"], "month/day/year"),
    (["30/10/1995", "03/01/1999", "22/3/1895"], "day/month/year"),
    (["30-10-1995", "03-01-1999", "22-03-1895"], "day-month-year"),
    (["30.10.1995", "3.1.1999", "22.3.1895"], "day.month.year"),
    (["1995/10/30", "1999/01/03", "1895/03/22"], "year/month/day"),
    (["19951030", "19990103", "18950322"], "yearmonthday"),
    (["30 Oct 1995", "3 January 1999", "22-Mar-1895"], "day month year"),
    (["October 30, 1995", "Jan 3, 1999", "March 22 1895"], "month day, year"),
    (["10/30/1995 00:00", "1/3/1999 12:30 PM", "3/22/1895"], "month/day/year"),
    (
        ["1995-10-30 00:00:00", "1999-01-03T00:00:00.000Z", "1895-03-22"],
        "year-month-day with a time, of which the date counts",
    ),
]

NO_BREAK, NARROW = "\u00a0", "\u202f"

NUMBER_FORMATS = [
    ("budget", ["3e+07", "3.0E7", "30000000", "30000000.0", "0"], [30_000_000] * 4 + [0]),
    ("budget", ["30,000,000", "1,500", "7"], [30_000_000, 1500, 7]),
    ("budget", ["30.000.000", "1.500", "7"], [30_000_000, 1500, 7]),
    ("budget", ["30 000 000", "1 500", "7"], [30_000_000, 1500, 7]),
    ("budget", [f"30{NO_BREAK}000{NO_BREAK}000", "7"], [30_000_000, 7]),
    ("budget", [f"30{NARROW}000{NARROW}000", "7"], [30_000_000, 7]),
    ("budget", ["30'000'000", "7"], [30_000_000, 7]),
    ("budget", ["$30,000,000", "$1,500", "$0"], [30_000_000, 1500, 0]),
    ("budget", ["30.000.000 €", "1.500,00 €", "0 €"], [30_000_000, 1500, 0]),
    ("budget", ["US$ 30000000", "US$1500"], [30_000_000, 1500]),
    ("budget", ["USD 30,000,000", "USD 1,500"], [30_000_000, 1500]),
    ("revenue", ["$373554033", "-$5", "12"], [373_554_033, 0, 12]),
    ("runtime", ["95,0", "81,0"], [95, 81]),
    ("popularity", ["3,25", "1,5", "12"], [3.25, 1.5, 12.0]),
    ("popularity", ["1.234,5", "0,25"], [1234.5, 0.25]),
    ("popularity", ["21.946", "3.250", "0.375"], [21.946, 3.25, 0.375]),
    ("vote_average", ["7,7", "10", "0"], [7.7, 10.0, 0.0]),
    ("vote_average", ["7,700", "6,500"], [7.7, 6.5]),
    ("vote_count", ["5,415", "12", "1,234,567"], [5415, 12, 1_234_567]),
    ("vote_count", ["5415", "-1", "2147483647", "10"], [5415, None, None, 10]),
    ("popularity", ["1.5", "1e308", "2"], [1.5, None, 2.0]),
]

FORMATS: list[tuple[str, Sequence[str]]] = [
    *(("release_date", cells) for cells, _ in DATE_FORMATS),
    *((column, cells) for column, cells, _ in NUMBER_FORMATS),
]


def drop_day(number: int) -> date:
    """The day of a drop."""
    return date(2001, 1, 1) + timedelta(days=number)


def columns_in_drops(columns: Sequence[tuple[str, Sequence[str]]]) -> dict[str, Files]:
    """A drop for each column of cells, with films that no other drop has: each is read on its own, as in a build of its own."""
    of_drops = [films(column, cells, 1000 * number + 1001) for number, (column, cells) in enumerate(columns)]
    return {
        drop_day(number).isoformat(): {**films_file(*of_cells), **credits_file(*of_cells)}
        for number, of_cells in enumerate(of_drops)
    }


class Read(NamedTuple):
    """What the cells of a column were read as, and what was said of that."""

    values: list[Any]
    notes: list[str]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, list[str]], Read]:
    """Give what one of `FORMATS` is read as; all of them are in one build."""
    tables = Tables(tmp_path_factory.mktemp("formats"))
    with tables.load(Limits(), **columns_in_drops(FORMATS)) as connection:
        movies = connection.execute("from movies order by movie_id").pl()

    def found(column: str, cells: list[str]) -> Read:
        number = FORMATS.index((column, cells))
        label = f"{drop_day(number)}/"
        values = movies.filter(pl.col("movie_id") // 1000 == number + 1)[column].to_list()
        return Read(values, [note.removeprefix(label) for note in tables.notes if note.startswith(label)])

    return found


@pytest.mark.parametrize(("cells", "format_"), DATE_FORMATS)
def test_dates_are_read_in_the_one_format_that_fits_and_that_is_said(
    read: Callable[..., Read], cells: list[str], format_: str
) -> None:
    assert read("release_date", cells) == (DATES, [f"movies_dataset.csv: release_date: read as {format_}"])


def test_plain_dates_are_not_spoken_of(tables: Tables) -> None:
    assert tables.values("release_date", ["1995-10-30", "1999-01-03", "1895-03-22"]) == DATES
    assert tables.notes == []


@pytest.mark.parametrize(("column", "cells", "values"), NUMBER_FORMATS)
def test_numbers_are_read_in_the_one_format_that_fits(
    read: Callable[..., Read], column: str, cells: list[str], values: list[Any]
) -> None:
    assert read(column, cells).values == values


@pytest.mark.parametrize(
    ("column", "cells", "message"),
    [
        ("release_date", ["03/04/1995", "05/06/1999"], "as month/day/year and as day/month/year"),
        ("release_date", ["3.4.1995", "05.06.1999"], "as month.day.year and as day.month.year"),
        (
            "budget",
            ["30,000", "1,000"],
            "as a number with a decimal comma, as in 7,5 and as a number with commas between thousands",
        ),
        ("budget", ["30.000", "1.000"], "as a whole number and as a number with points between thousands"),
        ("popularity", ["3,250", "1,500"], "as a number with a decimal comma"),
    ],
)
def test_a_column_that_fits_two_formats_equally_stops_the_build(
    tables: Tables, column: str, cells: list[str], message: str
) -> None:
    with pytest.raises(SourceError) as raised:
        tables.values(column, cells, ACCEPT_ALL)
    text = str(raised.value)
    assert text.startswith(f"{tables.folder / 'raw/2001-01-01/movies_dataset.csv'}, column '{column}': the column can be read ")
    assert message in text
    assert f"'{cells[0]}'" in text
    assert "nothing tells which is meant" in text


def test_dates_that_are_the_same_in_both_formats_are_read(tables: Tables) -> None:
    assert tables.values("release_date", ["05/05/1995"]) == [date(1995, 5, 5)]


UNREADABLE = [
    ("release_date", "autumn", "1995-10-30"),
    ("release_date", "10/30/95", "1995-10-30"),
    ("budget", "30 million", "100"),
    ("vote_average", "7/10", "6.5"),
    ("runtime", "1h 30m", "90"),
    ("id", "tt0000001", ""),
    ("genres", "Drama, Comedy", "[{'id': 18, 'name': 'Drama'}]"),
    ("genres", "['Drama', 'Comedy']", "[{'id': 18, 'name': 'Drama'}]"),
    ("genres", '[{"name": "Drama"}]', '[{"id": 18, "name": "Drama"}]'),
    ("production_companies", "El Deseo", "[{'id': 1, 'name': 'One'}]"),
    ("belongs_to_collection", "Cars Collection", "{'id': 1, 'name': 'One'}"),
]


def mostly(sound: str, cell: str) -> list[str]:
    """A column of which four in a hundred cells are as given, and the others sound, or numbers."""
    return [cell if number % 25 == 0 else (sound or str(number)) for number in range(100)]


@pytest.mark.parametrize(("column", "cell", "sound"), UNREADABLE)
def test_a_column_of_which_much_cannot_be_read_stops_the_build(tables: Tables, column: str, cell: str, sound: str) -> None:
    of_cells = films(column, mostly(sound, cell))
    with pytest.raises(SourceError) as raised:
        tables.load(_2001_01_01={**films_file(*of_cells), **credits_file(*of_cells)})
    assert str(raised.value).startswith(
        f"{tables.folder / 'raw/2001-01-01/movies_dataset.csv'}, column '{column}': 4 of 100 cells (4.0%) cannot be read, "
        f"such as '{cell}'; expected "
    )
    assert "--accept-unreadable" in str(raised.value)


def test_what_cannot_be_read_is_left_out_and_said_where_that_is_accepted(tables: Tables) -> None:
    columns = [(column, mostly(sound, cell)) for column, cell, sound in UNREADABLE]
    tables.load(Limits(unreadable=0.04), **columns_in_drops(columns)).close()
    lost = [note.partition(" cannot be read")[0] for note in tables.notes if note.startswith("LOST: ")]
    assert sorted(lost) == [
        f"LOST: {drop_day(number)}/movies_dataset.csv, column '{column}': 4 of 100 cells (4.0%)"
        for number, (column, _) in enumerate(columns)
    ]


def test_three_examples_are_shown_and_long_ones_shortened(tables: Tables) -> None:
    cells = ["x" * 100, "b", "b", "c", "d", *["1995-10-30"] * 60]
    with pytest.raises(SourceError, match=f"5 of 65 cells .* such as '{'x' * 60}…', 'b', 'c'; expected a date AAAA-mm-dd"):
        tables.values("release_date", cells)


@pytest.mark.parametrize(("unreadable", "is_refused"), [(1, False), (2, True)])
def test_up_to_two_in_a_hundred_cells_are_faults_of_cells(tables: Tables, unreadable: int, is_refused: bool) -> None:
    cells = [*["long"] * unreadable, *["90"] * (98 - unreadable), "", ""]
    if is_refused:
        with pytest.raises(SourceError, match="2 of 98 cells"):
            tables.values("runtime", cells)
    else:
        assert tables.values("runtime", cells) == [None, *[90] * 97, None, None]
        assert tables.notes == []


def test_few_cells_stop_the_build_when_more_than_half_cannot_be_read(tables: Tables) -> None:
    assert tables.values("runtime", ["long", "short", "90", "91"]) == [None, None, 90, 91]
    with pytest.raises(SourceError, match="2 of 3 cells"):
        tables.values("runtime", ["long", "short", "90"])


def test_a_column_in_another_unit_stops_the_build(tables: Tables) -> None:
    with pytest.raises(SourceError, match=r"column 'vote_average': 3 of 3 cells .* such as '77', '65', '81'; expected a number"):
        tables.values("vote_average", ["77", "65", "81"])


def test_empty_cells_and_null_words_are_no_cells_that_cannot_be_read(tables: Tables) -> None:
    assert tables.values("runtime", ["90", *["NA"] * 30, *[""] * 30]) == [90, *[None] * 60]


def test_two_signs_of_currencies_are_not_one_unit(tables: Tables) -> None:
    with pytest.raises(SourceError, match="50 of 110 cells"):
        tables.values("budget", [*["$5"] * 60, *["€5"] * 50])


OLD = [replace(film(number), date="2001-01-01") for number in range(1, 61)]
BASE = {**films_file(*OLD), **credits_file(*OLD), **keywords_file(*OLD)}


def test_each_drop_is_read_in_its_own_format(tables: Tables) -> None:
    late = films_file(film(1, release_date="10/30/1995"), film(2, release_date="11/30/1995"))
    with tables.load(_2001_01_01=BASE, _2002_02_02=late) as connection:
        found = connection.execute("select release_date from movies order by movie_id limit 3").fetchall()
    assert found == [(date(1995, 10, 30),), (date(1995, 11, 30),), (date(2001, 1, 1),)]
    assert tables.notes == ["2002-02-02/movies_dataset.csv: release_date: read as month/day/year"]


@pytest.mark.parametrize(
    "late",
    [
        films_file(film(1, release_date="soon")),
        films_file(*films("genres", ["Drama, Comedy"] * 60)),
        {"credits.csv": [["Clara Bow", "Fritz Lang", str(number)] for number in range(1, 61)]},
        {"keywords.csv": [[str(number), "toy, friendship"] for number in range(1, 61)]},
        {"deleted_movies.csv": [["Toy Story"], ["Cars"]]},
    ],
    ids=["dates", "genres", "credits", "keywords", "deletions"],
)
def test_a_later_drop_that_cannot_be_read_stops_the_build(tables: Tables, late: Files) -> None:
    with pytest.raises(SourceError, match=r"2002-02-02/\w+\.csv, column '\w+': .* cannot be read"):
        tables.load(_2001_01_01=BASE, _2002_02_02=late)


def test_ratings_with_times_as_texts_are_read(tables: Tables) -> None:
    files = {
        **BASE,
        "links.csv": [["1", "", "1"]],
        "ratings_small.csv": [["1", "1", "4.5", "2005-04-02 23:53:47"], ["2", "1", "3.5", "2005-04-03 00:00:00"]],
    }
    with tables.load(_2001_01_01=files) as connection:
        found = connection.execute("select user_id, rating, rated_at::varchar from ratings order by user_id").fetchall()
    assert found == [(1, 4.5, "2005-04-02 23:53:47"), (2, 3.5, "2005-04-03 00:00:00")]
    assert tables.notes == ["2001-01-01/ratings_small.csv: timestamp: read as date and time"]


def test_what_lies_outside_is_written_down_as_it_stands_in_the_file(tables: Tables) -> None:
    of_cells = films("budget", ["1,000", "-5,000", "1,000,000,000,000", "7"])
    with tables.load(_2001_01_01={**films_file(*of_cells), **credits_file(*of_cells)}) as connection:
        found = connection.execute("select movie_id, action, raw_text from rejected_rows order by movie_id").fetchall()
    assert found == [(2, "blanked", "-5,000"), (3, "blanked", "1,000,000,000,000")]
