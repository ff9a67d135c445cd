"""TMDB as a server of ours, and a folder for drops from it."""

import asyncio
import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.tmdb.drops import Written
from ingest.tmdb.fetch import Progress, fetch_drops
from ingest.tmdb.selection import Choice
from ingest.tmdb.settings import Settings
from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import Tmdb, serving

DAY = date(2026, 11, 20)
NEXT_DAY = date(2026, 11, 21)

Fetch = Callable[..., list[Written]]
ReadDrop = Callable[..., list[dict[str, str]]]


@pytest.fixture
def tmdb() -> Iterator[Tmdb]:
    """A server with five films, the more popular the greater their id."""
    films = {key: answer(key) for key in range(1, 6)}
    with serving(Tmdb(films, popularity={key: key * 10.0 for key in films})) as server:
        yield server


@pytest.fixture
def drops(tmp_path: Path) -> Path:
    """The folder of drops."""
    return tmp_path / "drops"


@pytest.fixture
def fetch(tmdb: Tmdb, drops: Path) -> Fetch:
    """Make the drop of a day."""

    def run(day: date = DAY, choice: Choice = Choice(), settings: Settings | None = None) -> list[Written]:  # noqa: B008
        return asyncio.run(fetch_drops(drops, day, settings or tmdb.settings(), choice, Progress()))

    return run


@pytest.fixture
def read_drop(drops: Path) -> ReadDrop:
    """The records of a file of a drop."""

    def read(name: str, day: date = DAY) -> list[dict[str, str]]:
        with (drops / day.isoformat() / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
