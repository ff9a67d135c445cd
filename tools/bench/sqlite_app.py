"""What a hand-written service over SQLite costs: three questions, each one statement over an index, with FastAPI."""

import os
import sqlite3
import threading
from typing import Any

from fastapi import FastAPI, HTTPException

from tools.bench.peers import SQLITE_VARIABLE


class _Connections(threading.local):
    """A connection for each thread."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(f"file:{os.environ[SQLITE_VARIABLE]}?mode=ro", uri=True)
        self.connection.row_factory = sqlite3.Row


def create() -> FastAPI:
    """Make the application."""
    app, own = FastAPI(), _Connections()

    def rows(statement: str, value: object) -> list[dict[str, Any]]:
        return [dict(row) for row in own.connection.execute(statement, [value])]

    def row(statement: str, value: object) -> dict[str, Any]:
        for found in rows(statement, value):
            return found
        raise HTTPException(404)

    def by_title(title: str) -> dict[str, Any]:
        return row("select * from titles where title_key = ?", title)

    def film(film: int) -> dict[str, Any]:
        return row("select * from film_details where movie_id = ?", film)

    def page(from_year: int) -> list[dict[str, Any]]:
        return rows("select * from films where release_year >= ? order by vote_average desc, movie_id limit 20", from_year)

    app.add_api_route("/titles/{title}", by_title)
    app.add_api_route("/films/{film}", film)
    app.add_api_route("/films", page)
    return app
