"""What the benchmark asks of other servers are the rows that the service answers from."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import httpx
import polars as pl
import pytest

from tools.bench.peers import PEERS, Asked, own_questions, write_rows


@pytest.fixture(scope="module")
def rows(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    write_rows(warehouse, folder)
    return folder


@pytest.mark.parametrize("table", ["titles", "films", "film_details"])
def test_sqlite_and_parquet_have_the_same_rows(rows: Path, table: str) -> None:
    parquet = pl.read_parquet(rows / f"{table}.parquet")
    with closing(sqlite3.connect(rows / "films.sqlite")) as sqlite:
        cursor = sqlite.execute(f"select * from {table}")
        assert [column for column, *_ in cursor.description] == parquet.columns
        keys = {row[0] for row in cursor.fetchall()}
    assert keys == set(parquet.to_series(0))
    assert parquet.height > 0


def test_all_films_are_in_it(rows: Path, warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        [(films,)] = connection.execute("select count(*) from movies").fetchall()
    assert pl.read_parquet(rows / "films.parquet").height == films


def test_a_key_is_found_by_its_type(rows: Path) -> None:
    [film, *_] = pl.read_parquet(rows / "films.parquet")["movie_id"].to_list()
    with closing(sqlite3.connect(rows / "films.sqlite")) as sqlite:
        # Servers that ask with the text of an address find the number all the same.
        assert sqlite.execute("select movie_id from film_details where movie_id = ?", [str(film)]).fetchall() == [(film,)]


def test_the_service_answers_what_the_others_are_asked(served: httpx.Client, rows: Path) -> None:
    films = pl.read_parquet(rows / "titles.parquet")
    asked = Asked(films["title_key"].to_list()[:5], films["movie_id"].to_list()[:5], [1900, 1990])
    for path in [path for paths in own_questions(asked) for path in paths]:
        assert served.get(path).status_code == 200, path
    for peer in PEERS:
        assert [len(paths) for paths in peer.questions(asked)] == [5, 5, 2]
