"""The drops of a folder that came from TMDB: what they hold, and a new one."""

import csv
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ingest.tmdb.answers import Collection, FilmAnswer, read_collection, read_film
from ingest.tmdb.errors import TmdbError
from ingest.tmdb.journal import Journal
from ingest.tmdb.rows import COLUMNS, DELETIONS, rows_of

if TYPE_CHECKING:
    from _csv import Writer

_MARK = ".tmdb.json"
"""The file that tells a drop of TMDB from others; builds pass over it, for its name begins with a point."""

_UNFINISHED = ".unfinished-drop"


class _Mark(msgspec.Struct):
    """What a drop holds, so that its tables need not be read again."""

    fetched: date
    films: list[int]
    deleted: list[int]
    source: str = "TMDB"
    terms: str = "https://www.themoviedb.org/api-terms-of-use"


class Known(NamedTuple):
    """What the drops of a folder hold.

    Attributes:
        day: The date of the last one; none if there is none.
        films: When each film was fetched last; those that TMDB deleted are not there.
    """

    day: date | None
    films: Mapping[int, date]


class Written(NamedTuple):
    """A drop that was written.

    Attributes:
        folder: Where it is.
        films: How many films it has.
        deleted: How many films TMDB deleted.
        left_out: How many films were fetched that are not wanted after all.
    """

    folder: Path
    films: int
    deleted: int
    left_out: int


def known(folder: Path) -> Known:
    """Find out what is there.

    Raises:
        TmdbError: A drop cannot be read.
    """
    day: date | None = None
    films: dict[int, date] = {}
    for path in sorted(folder.glob(f"*/{_MARK}")):
        try:
            mark = msgspec.json.decode(path.read_bytes(), type=_Mark)
        except (OSError, msgspec.DecodeError) as error:
            fault = f"this drop cannot be read: {error}; remove it, and its films are fetched again"
            raise TmdbError(f"{path.parent}: {fault}") from error
        day = mark.fetched
        films.update(dict.fromkeys(mark.films, day))
        for deleted in mark.deleted:
            films.pop(deleted, None)
    return Known(day, films)


def write_drop(folder: Path, day: date, journal: Journal, known_films: Mapping[int, date], least_votes: int) -> Written:
    """Write what was fetched as a drop, which appears only when all of it is there.

    Args:
        folder: Where drops are.
        day: The date of the drop.
        journal: Has the answers.
        known_films: The films of earlier drops, which are wanted whatever they are.
        least_votes: How many votes other films must have.

    Raises:
        TmdbError: The drop cannot be written, or its place is taken.
    """
    place, unfinished = folder / day.isoformat(), folder / _UNFINISHED
    mark, left_out = _Mark(day, [], []), 0
    try:
        if place.exists():
            raise TmdbError(f"{place}: there is something already that is no drop of TMDB; move it away")
        rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        with ExitStack() as stack:
            tables = _Tables(unfinished, stack, journal)
            for key, answer in journal.answers("movie"):
                film = None if answer is None else read_film(answer)
                if film is None:
                    mark.deleted.append(key)
                elif key in known_films or (not film.adult and _votes(film) >= least_votes):
                    mark.films.append(key)
                    tables.add(film)
                else:
                    left_out += 1
            if not mark.films and not known_films:
                raise _no_film(journal, len(mark.deleted), left_out)
            tables.delete(mark.deleted)
        (unfinished / _MARK).write_bytes(msgspec.json.encode(mark))
        for path in unfinished.iterdir():  # on disk before the answers are forgotten
            with path.open("rb") as file:
                os.fsync(file.fileno())
        unfinished.rename(place)
    except OSError as error:
        raise TmdbError(f"{place}: the drop cannot be written: {error.strerror}") from error
    finally:
        rmtree(unfinished, ignore_errors=True)
    return Written(place, len(mark.films), len(mark.deleted), left_out)


def is_written(folder: Path, day: date) -> bool:
    """Whether there is a drop of TMDB of a day."""
    return (folder / day.isoformat() / _MARK).is_file()


class _Tables:
    """The CSV files of a drop; those about films are there if there is a film.

    Args:
        folder: Where they are.
        stack: Closes them.
        journal: Has the series that films name by their number alone.
    """

    def __init__(self, folder: Path, stack: ExitStack, journal: Journal) -> None:
        self._folder = folder
        self._stack = stack
        answers = journal.answers("collection")
        self._series: Mapping[int, Collection] = {key: read_collection(answer) for key, answer in answers if answer is not None}
        self._writers: dict[str, Writer] = {}

    def add(self, film: FilmAnswer) -> None:
        """Write a film."""
        if not self._writers:
            self._writers = {name: self._opened(name, columns) for name, columns in COLUMNS.items()}
        series = film.belongs_to_collection
        fetched = self._series.get(series.id) if series and series.id is not None else None
        for name, rows in rows_of(film, fetched or series).items():
            self._writers[name].writerows(rows)

    def delete(self, films: Iterable[int]) -> None:
        """Write which films TMDB deleted, if there are any."""
        if keys := [(str(key),) for key in films]:
            self._opened(DELETIONS, ("id",)).writerows(keys)

    def _opened(self, name: str, columns: Iterable[str]) -> "Writer":
        file = self._stack.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        return writer


def _no_film(journal: Journal, deleted: int, left_out: int) -> TmdbError:
    """Why there is no first drop."""
    if not left_out:
        journal.clear()  # or the next run would find the same, whatever address it is given
    return TmdbError(
        f"no film for a first drop: {deleted:,} are not there, {left_out:,} are left out for their votes or as adult ones; "
        "see whether the address of the API is right"
    )


def _votes(film: FilmAnswer) -> float:
    try:
        return float(film.vote_count or 0)
    except ValueError:
        return 0
