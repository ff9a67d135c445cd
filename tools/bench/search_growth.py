"""``python -m tools.bench.search_growth WAREHOUSE [TIMES]`` measures how searches slow down as the catalogue grows.

The names of a warehouse are repeated so many times (10 by default) in a scratch file, with the letters of about half of the words
changed in every copy: there are more names for each common word, and more words. The judged searches are asked in one thread.
"""

import statistics
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import duckdb

import sql
from sql.install import install

SEARCHES = Path(__file__).parents[2] / "tests/data/judged_searches.toml"
COPY_IDS = 100_000_000
"""The ids of a copy are those of the names before it and this number more."""


def _scratch(warehouse: Path, place: Path, times: int) -> float:
    """Make the tables of the search from repeated names, and return the seconds that it took."""
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(place.parent)}) as connection:
        connection.execute(f"attach {sql.sql_literal(warehouse)} as original (read_only)")
        connection.execute(f"attach {sql.sql_literal(place)} as scratch (row_group_size 4096, storage_version 'v1.4.0')")
        connection.execute("use scratch")
        connection.execute("create schema derived")
        connection.execute(
            """
            create table derived.search_names as
            select n.kind, n.named_id + c.copy * ? as named_id, n.note, n.fame, if(
                c.copy = 0,
                n.name,
                array_to_string(list_transform(string_split(n.name, ' '), lambda word: if(
                    hash(word, c.copy) % 2 = 0, word, translate(word, 'aeiourstlnm', list_extract(
                        ['eiouastrnlm', 'ioueatsrmnl', 'oueairtsnml'], (hash(c.copy, word) % 3 + 1)::integer
                    ))
                )), ' ')
            ) as name
            from original.derived.search_names as n
            cross join range(?) as c(copy)
            """,
            [COPY_IDS, times],
        )
        start = time.perf_counter()
        files = [file for file in sql.answer_files() if file.name.startswith("search") and file.name != "search_names"]
        install(connection, files)
        connection.execute("checkpoint scratch")
        return time.perf_counter() - start


def _line(place: Path, searches: list[dict[str, Any]]) -> str:
    with duckdb.connect(place, read_only=True, config={"threads": 1}) as connection:
        [(names, rows)] = connection.execute(
            "select (select count(*) from derived.search_names), (select count(*) from derived.search_postings)"
        ).fetchall()
        for asked in searches:  # the file is cold
            _first_three(connection, asked)
        milliseconds: list[float] = []
        found = 0
        for asked in searches:
            start = time.perf_counter()
            first = _first_three(connection, asked)
            milliseconds.append(1000 * (time.perf_counter() - start))
            found += (asked["kind"], asked["name"]) in first
        milliseconds.sort()
        return (
            f"{names:>10,} {rows:>10,} {place.stat().st_size / 1e6:>6.0f} MB {statistics.median(milliseconds):>10.2f} "
            f"{milliseconds[int(0.95 * len(milliseconds))]:>8.2f} {milliseconds[-1]:>8.2f} {found:>6} of {len(searches)}"
        )


def _first_three(connection: duckdb.DuckDBPyConnection, asked: dict[str, Any]) -> list[tuple[str, str]]:
    return connection.execute("select kind, name from search(?)", [asked["q"]]).fetchall()[:3]


def main(warehouse: Path, times: int) -> None:
    """Print a line for the names as they are and one for the repeated names."""
    searches = tomllib.loads(SEARCHES.read_text(encoding="utf-8"))["search"]
    print(f"{'names':>10} {'postings':>10} {'file':>9} {'median ms':>10} {'p95 ms':>8} {'max ms':>8} {'found':>6}")
    for copies in (1, times):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "scratch.duckdb"
            seconds = _scratch(warehouse, place, copies)
            print(f"{_line(place, searches)}   built in {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10)
