"""Other servers over the same rows, to compare the service with. They come with the extra ``bench``."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import duckdb

SQLITE_VARIABLE = "BENCH_SQLITE"
"""The environment variable that tells our own application for comparison its SQLite file."""

_SQLITE_FILE = "films.sqlite"

_ROWS = {
    "titles": """
        select t.title_key, t.movie_id, t.title, t.release_year, t.budget, t.revenue, t."return"
        from derived.films_by_title as t
        where t.asked_year is null
        order by t.title_key""",
    "films": "from listed_films() order by movie_id",
    "film_details": "from derived.film_details order by movie_id",
}
"""What is asked of every server, by the names that tables have there."""

_ROAPI = Path(sys.executable).with_name("roapi")
"""A program, which its package puts beside Python."""

_KEYS = {"titles": "title_key", "films": "movie_id", "film_details": "movie_id"}

_SQLITE_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "real", "FLOAT": "real"}

_PAGE_INDEX = "create index films_by_rating on films (vote_average desc, movie_id)"


class Asked(NamedTuple):
    """What to ask for.

    Attributes:
        titles: Folded titles.
        films: Ids of films.
        years: Years of release.
    """

    titles: Sequence[str]
    films: Sequence[int]
    years: Sequence[int]


class Questions(NamedTuple):
    """The addresses of one server for what is asked of all.

    Attributes:
        by_title: A film's money by its title: a look-up of one short row.
        film: All that a page of a film shows: a look-up of a long row with lists in it.
        page: The twenty best rated films since a year.
    """

    by_title: list[str]
    film: list[str]
    page: list[str]


class Peer(NamedTuple):
    """A server of others.

    Attributes:
        name: What it is called.
        is_installed: Tells whether it is.
        command: What starts it over a folder of rows, on a port.
        ready: A path that is answered when it is ready.
        questions: Makes its addresses.
    """

    name: str
    is_installed: Callable[[], bool]
    command: Callable[[Path, int], list[str]]
    ready: str
    questions: Callable[[Asked], Questions]


def own_questions(asked: Asked) -> Questions:
    """The addresses of this service."""
    return Questions(
        [f"/retorno/{_quoted(title)}" for title in asked.titles],
        [f"/movies/{film}" for film in asked.films],
        [f"/movies?release_year__gte={year}&sort=-vote_average&limit=20" for year in asked.years],
    )


def _datasette(folder: Path, port: int) -> list[str]:
    settings = ["--setting", "suggest_facets", "off", "--setting", "default_cache_ttl", "0"]
    return [sys.executable, "-m", "datasette", "serve", "--port", str(port), *settings, "-i", str(folder / _SQLITE_FILE)]


def _datasette_questions(asked: Asked) -> Questions:
    page = "/films/films.json?_shape=objects&_nocount=1&_size=20&_sort_desc=vote_average&release_year__gte="
    return Questions(
        # Datasette writes what is no letter or digit of ASCII as a tilde and a number.
        [f"/films/titles/{_quoted(title).replace('%', '~')}.json?_shape=objects" for title in asked.titles],
        [f"/films/film_details/{film}.json?_shape=objects" for film in asked.films],
        [f"{page}{year}" for year in asked.years],
    )


def _roapi(folder: Path, port: int) -> list[str]:
    tables = [argument for name in _ROWS for argument in ("--table", f"{name}={folder / name}.parquet")]
    return [str(_ROAPI), "--addr-http", f"127.0.0.1:{port}", *tables]


def _roapi_questions(asked: Asked) -> Questions:
    titles = [title.replace("'", "''") for title in asked.titles]
    return Questions(
        [f"/api/tables/titles?filter[title_key]={_quoted(chr(39) + title + chr(39))}" for title in titles],
        [f"/api/tables/film_details?filter[movie_id]={film}" for film in asked.films],
        [f"/api/tables/films?filter[release_year]gte={year}&sort=-vote_average&limit=20" for year in asked.years],
    )


def _fastapi(folder: Path, port: int) -> list[str]:
    server = [sys.executable, "-m", "uvicorn", "tools.bench.sqlite_app:create", "--factory", "--no-access-log"]
    return ["env", f"{SQLITE_VARIABLE}={folder / _SQLITE_FILE}", *server, "--port", str(port), "--log-level", "warning"]


def _fastapi_questions(asked: Asked) -> Questions:
    return Questions(
        [f"/titles/{_quoted(title)}" for title in asked.titles],
        [f"/films/{film}" for film in asked.films],
        [f"/films?from_year={year}" for year in asked.years],
    )


PEERS = (
    Peer("Datasette", lambda: find_spec("datasette") is not None, _datasette, "/films.json", _datasette_questions),
    Peer("ROAPI", _ROAPI.is_file, _roapi, "/api/schema", _roapi_questions),
    Peer("FastAPI and SQLite", lambda: find_spec("fastapi") is not None, _fastapi, "/openapi.json", _fastapi_questions),
)


def write_rows(warehouse: Path, folder: Path) -> None:
    """Write what servers are asked for into a folder: an SQLite file with lists as JSON and all indexes, and Parquet files."""
    with duckdb.connect(warehouse, read_only=True) as connection, closing(sqlite3.connect(folder / _SQLITE_FILE)) as sqlite:
        for name, rows in _ROWS.items():
            connection.execute(f"copy ({rows}) to '{folder / name}.parquet'")
            columns = connection.execute(f"describe {rows}").fetchall()
            plain = ", ".join(_plain(column, kind) for column, kind, *_ in columns)
            named = ", ".join(f'"{column}" {_SQLITE_TYPES.get(kind, "text")}' for column, kind, *_ in columns)
            sqlite.execute(f"create table {name} ({named}, primary key ({_KEYS[name]})) without rowid")
            found = connection.execute(f"select {plain} from ({rows})").fetchall()
            sqlite.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", found)
        sqlite.execute(_PAGE_INDEX)
        sqlite.commit()


def _plain(column: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f'cast(to_json("{column}") as varchar)'
    return f'cast("{column}" as varchar)' if kind == "DATE" else f'"{column}"'


def _quoted(text: str) -> str:
    return quote(text, safe="")
