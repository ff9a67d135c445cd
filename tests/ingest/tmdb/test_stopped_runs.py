"""Runs that are stopped go on where they were, and what is on disk may be in any state."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from ingest.tmdb.errors import TmdbError
from ingest.tmdb.fetch import Progress, fetch_drops
from ingest.tmdb.journal import open_journal
from ingest.tmdb.selection import Choice
from tests.ingest.tmdb.conftest import DAY, NEXT_DAY, Fetch
from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import Tmdb, status

REPOSITORY = Path(__file__).parents[3]


def test_a_run_that_is_killed_goes_on_where_it_was(tmdb: Tmdb, drops: Path) -> None:
    tmdb.films = {key: answer(key) for key in range(1, 121)}
    command = [sys.executable, "-m", "ingest.tmdb", str(drops)]
    environment = {**os.environ, **tmdb.environment()}
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while len(tmdb.asked_films()) < 40:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert [path.name for path in drops.iterdir() if not path.name.startswith(".")] == []
    with open_journal(drops) as journal:
        kept = 120 - len(journal.missing())
    assert 0 < kept < 120
    tmdb.requests.clear()
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"going on with a drop that was begun; {120 - kept} films to fetch" in done.stderr
    assert len(tmdb.asked_films()) == 120 - kept
    assert not tmdb.asked("/p/exports/")
    [drop] = [path for path in drops.iterdir() if not path.name.startswith(".")]
    with (drop / "movies_dataset.csv").open(encoding="utf-8") as file:
        assert sum(line.startswith("False,") for line in file) == 120


def test_a_drop_that_was_begun_on_another_day_is_finished_first(tmdb: Tmdb, fetch: Fetch) -> None:
    tmdb.faults["/3/movie/4"] = [status(503)] * 3
    with pytest.raises(TmdbError):
        fetch()
    tmdb.changes = {NEXT_DAY: [2]}
    written = fetch(NEXT_DAY)
    assert [(drop.folder.name, drop.films) for drop in written] == [("2026-11-20", 5), ("2026-11-21", 1)]


def test_two_runs_at_a_time_are_refused(fetch: Fetch, drops: Path) -> None:
    with open_journal(drops), pytest.raises(TmdbError, match="another run is fetching into this folder"):
        fetch()


def test_what_cannot_be_read_or_written_is_told(fetch: Fetch, drops: Path, tmdb: Tmdb) -> None:
    drops.mkdir()
    (drops / ".unfinished.sqlite").write_bytes(b"no database, but long enough to be taken for one" * 20)
    with pytest.raises(TmdbError, match="remove the file to begin anew"):
        fetch()
    (drops / ".unfinished.sqlite").unlink()
    (drops / DAY.isoformat()).mkdir()
    with pytest.raises(TmdbError, match="no drop of TMDB; move it away"):
        fetch()
    (drops / DAY.isoformat()).rmdir()
    fetch()
    (drops / DAY.isoformat() / ".tmdb.json").write_text("{}")
    with pytest.raises(TmdbError, match="this drop cannot be read"):
        fetch(NEXT_DAY)
    drops.with_name("file").write_text("")
    with pytest.raises(TmdbError, match="the folder cannot be written"):
        asyncio.run(fetch_drops(drops.with_name("file") / "drops", DAY, tmdb.settings(), Choice(), Progress()))


def test_a_journal_is_one_file(drops: Path) -> None:
    with open_journal(drops) as journal:
        journal.begin(date(2026, 1, 2), [])
    assert [path.name for path in drops.iterdir()] == [".unfinished.sqlite"]
    with sqlite3.connect(drops / ".unfinished.sqlite") as connection:
        assert connection.execute("select day from drop_day").fetchall() == [("2026-01-02",)]
    connection.close()
