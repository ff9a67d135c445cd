"""A cell of any content is read, or left out and written down; no value outside its column's domain gets into a table."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import sql
from ingest.domains import ENTRY, FILM, LINK, RATING, Domain
from ingest.limits import Limits
from ingest.rules import rules
from tests.data.films import Film
from tests.data.layouts import MOVIE_COLUMNS
from tests.ingest.drop_files import HEADERS, Files, credits_file, films_file, keywords_file, write_files
from tests.ingest.raw_tables import load_tables

RunBuild = Callable[..., tuple[int, list[str]]]

DOMAINS = {
    f"{name}.{column}": domain
    for name, columns in {"film": FILM, "rating": RATING, "link": LINK, "entry": ENTRY}.items()
    for column, domain in columns.items()
}
NUMBERS = ["-1", "0", "-0", "1", "0.5", "5.5", "10.001", "1000", "2147483647", "2147483648", "-2147483648", "9" * 18, "9" * 19]
NUMBERS += ["9" * 400, "1e308", "1e-320", "1e400", "-1e308", "inf", "-Infinity", "NaN", "0x10", "1_000", "١٢", "+7", "7.", ".5"]
DATES = ["0000-00-00", "0001-01-01", "1869-12-31", "2101-01-01", "9999-12-31", "10000-01-01", "2000-02-30", "1995-10-30 00:00"]
WORDS = [
    "",
    " ",
    "NA",
    "nan",
    "None",
    r"\N",
    "null",
    "N/A",
    "x" * 100_000,
    "\x00",
    "\x1a",
    "\ufeff",
    "\u2028",
    "😀",
    "é",
    "'",
    '"',
    ",",
]
NESTED = ["[]", "{}", "[{}]", "[[]]", "[None]", "{'id': 1}", "[{'id': 2147483647, 'name': 'x'}]", "[{'id': -1, 'name': 'x'}]"]
NESTED += ["[{'id': 1, 'name': 'a\nb'}]", "[{'id': 0xffffffffff, 'name': 'x'}]", "[" * 500, "[{'id': 1, 'name': '\\ud800'}]"]
NESTED += [
    "{'id': 1, 'name': 'x'}, {'id'",
    "[{'id': 1e999}]",
    '[{"id": 1, "name": "x"}]',
    "[{'iso_639_1': 'en'",
    "0x" + "f" * 20_000,
]
cells = st.sampled_from([*NUMBERS, *DATES, *WORDS, *NESTED]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12
)
OTHER_FILES = ("credits.csv", "keywords.csv", "links.csv", "ratings_small.csv", "deleted_movies.csv")


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS.keys())
def test_a_domain_holds_its_bounds_and_nothing_outside(domain: Domain) -> None:
    if domain.dtype is pl.Date:
        texts = ["1870-01-01", "2100-12-31", "1869-12-31", "2101-01-01"]
    else:
        step = 0.001 if domain.dtype is pl.Float64 else 1
        texts = [str(value) for value in (domain.least, domain.greatest, domain.least - step, domain.greatest + step)]
    found = pl.DataFrame({"cell": texts}).select(domain.value("cell"))["cell"]
    assert found.dtype == domain.dtype
    assert found.is_null().to_list() == [False, False, True, True]


@pytest.mark.parametrize(("name", "domain"), DOMAINS.items())
def test_the_documentation_states_the_domain(name: str, domain: Domain) -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "warehouse.md").read_text(encoding="utf-8")
    assert f"| `{name.partition('.')[2]}` | {domain} |" in documentation


@pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS.keys())
@given(text=cells)
def test_any_text_is_a_value_inside_or_none(domain: Domain, text: str) -> None:
    frame = pl.DataFrame({"cell": [text]}).select(value=domain.value("cell"), fault=domain.fault(pl.col("cell"), "cell"))
    value, fault = frame.row(0)
    assert value is None or domain.least <= value <= domain.greatest
    assert len(fault) < 250


FIRST_ID = 424_242
LONG_TEXT = "x" * 70_000  # so that what follows lies behind the part of the file in which a NUL means binary data


def film(number: int, raw: dict[str, str]) -> Film:
    return Film(
        FIRST_ID + number,
        f"Film {number}",
        "1995-10-30",
        "7",
        "6.5",
        "100",
        "300",
        "90",
        collection="Cars Collection",
        genres="Drama",
        companies="El Deseo",
        cast=("Clara Bow",),
        keywords="toy",
        raw=raw,
    )


def catalogue(odd_cells: list[tuple[str, str]], odd_rows: dict[str, list[tuple[str, ...]]]) -> Files:
    """Raw files of one sound film, films with one odd cell each, and odd rows in the other files."""
    films = [film(number, {column: cell}) for number, (column, cell) in enumerate([("overview", LONG_TEXT), *odd_cells])]
    sound = {
        **films_file(*films),
        **credits_file(*films),
        **keywords_file(film(0, {})),
        "links.csv": [["1", "", str(FIRST_ID)]],
        "ratings_small.csv": [["1", "1", "4.0", "835355493"]],
        "deleted_movies.csv": [],
    }
    without_nul = {name: [[cell.replace("\x00", "") for cell in row] for row in rows] for name, rows in odd_rows.items()}
    return {name: [*rows, *without_nul.get(name, [])] for name, rows in sound.items()}


def assert_sound(connection: duckdb.DuckDBPyConnection) -> None:
    """No value lies outside its domain, and the counts add up."""
    for name in ("budget", "revenue", "runtime", "popularity", "vote_average", "vote_count", "release_date"):
        bounds = [FILM[name].least, FILM[name].greatest]
        assert connection.execute(f"select {name} from movies where {name} not between ? and ?", bounds).fetchall() == [], name
    assert connection.execute("select rating from ratings where rating not between 0.5 and 5").fetchall() == []
    assert connection.execute('select * from "cast" where billing_order not between 0 and 100000').fetchall() == []
    assert connection.execute("select * from people where gender not between 0 and 3 or person_id < 1").fetchall() == []
    for rule in rules():
        if rule.name == "counts_add_up" or rule.name.partition(".")[0] in TABLES:
            rule.check(connection)
    assert connection.execute("select title from movies where movie_id = ?", [FIRST_ID]).fetchall() == [("Film 0",)]


TABLES = {file.name for file in sql.sql_files("tables")}

odd_files = st.fixed_dictionaries({name: st.lists(st.tuples(*[cells] * len(HEADERS[name])), max_size=8) for name in OTHER_FILES})


@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # to make a failing build smaller takes too long
@given(odd_cells=st.lists(st.tuples(st.sampled_from(MOVIE_COLUMNS), cells), max_size=40), odd_rows=odd_files)
def test_tables_are_filled_whatever_stands_in_the_cells(
    tmp_path_factory: pytest.TempPathFactory, odd_cells: list[tuple[str, str]], odd_rows: dict[str, list[tuple[str, ...]]]
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    write_files(folder / "raw", catalogue(odd_cells, odd_rows))
    load_tables(folder / "raw", folder / "warehouse.duckdb", Limits(unreadable=1.0))
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
        assert_sound(connection)


def test_a_build_with_every_odd_cell_in_every_column_ends_well(tmp_path: Path, run_build: RunBuild) -> None:
    odd = [*NUMBERS, *DATES, *WORDS, *NESTED]
    odd_rows = {
        name: [
            tuple(cell if column == odd_column else "1" for column in HEADERS[name])
            for odd_column, cell in product(HEADERS[name], odd)
        ]
        for name in OTHER_FILES[:-1]
    }
    write_files(tmp_path / "raw", catalogue(list(product(MOVIE_COLUMNS, odd)), odd_rows))
    code, said = run_build(tmp_path / "raw", tmp_path / "warehouse.duckdb", "--accept-unreadable=1")
    assert code == 0, said
    with duckdb.connect(tmp_path / "warehouse.duckdb", read_only=True) as connection:
        assert_sound(connection)
