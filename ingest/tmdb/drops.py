"""The drops of a folder that came from TMDB: what they hold, and a new one."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from ingest.tmdb.answers import Collection, FilmAnswer, read_collection, read_film
from ingest.tmdb.errors import TmdbError
from ingest.tmdb.journal import Journal
from ingest.tmdb.rows import COLUMNS, DELETIONS, FILMS, rows_of

_MARK = ".tmdb.json"
"""The file that tells a drop of TMDB from others; builds pass over it, for its name begins with a point."""

_UNFINISHED = ".unfinished-drop"
_TERMS = "https://www.themoviedb.org/api-terms-of-use"


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
    for path in sorted(path for path in folder.iterdir() if (path / _MARK).is_file()):
        try:
            day = date.fromisoformat(path.name)
            films.update(dict.fromkeys(_ids(path / FILMS), day))
            for deleted in _ids(path / DELETIONS):
                films.pop(deleted, None)
        except (OSError, ValueError, KeyError, csv.Error) as error:
            raise TmdbError(f"{path}: this drop cannot be read: {error}; remove it, and its films are fetched again") from error
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
    collections = {key: read_collection(answer) for key, answer in journal.answers("collection") if answer is not None}
    deleted: list[int] = []
    left_out: list[int] = []

    def wanted() -> Iterator[FilmAnswer]:
        for key, answer in journal.answers("movie"):
            film = None if answer is None else read_film(answer)
            if film is None:
                deleted.append(key)
            elif key in known_films or (not film.adult and _votes(film) >= least_votes):
                yield film
            else:
                left_out.append(key)

    try:
        if place.exists():
            raise TmdbError(f"{place}: there is something already that is no drop of TMDB; move it away")
        rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        films = _write_films(unfinished, wanted(), collections)
        if not films and not known_films:
            if not left_out:
                journal.clear()  # or the next run would find the same, whatever address it is given
            raise TmdbError(
                f"no film for a first drop: {len(deleted):,} are not there, {len(left_out):,} are left out for their votes or as "
                "adult ones; see whether the address of the API is right"
            )
        if deleted:
            with (unfinished / DELETIONS).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([["id"], *([key] for key in deleted)])
        mark = {"source": "TMDB", "fetched": day.isoformat(), "films": films, "deleted": len(deleted), "terms": _TERMS}
        (unfinished / _MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
        unfinished.rename(place)
    except OSError as error:
        raise TmdbError(f"{place}: the drop cannot be written: {error.strerror}") from error
    finally:
        rmtree(unfinished, ignore_errors=True)
    return Written(place, films, len(deleted), len(left_out))


def is_written(folder: Path, day: date) -> bool:
    """Whether there is a drop of TMDB of a day."""
    return (folder / day.isoformat() / _MARK).is_file()


def _write_films(folder: Path, films: Iterable[FilmAnswer], collections: Mapping[int, Collection]) -> int:
    """Write all files that tell of films, and count these; without a film there is no file."""
    count = 0
    with ExitStack() as stack:
        for count, film in enumerate(films, start=1):
            if count == 1:
                files = {
                    name: csv.writer(
                        stack.enter_context((folder / name).open("w", encoding="utf-8", newline="")), lineterminator="\n"
                    )
                    for name in COLUMNS
                }
                for name, columns in COLUMNS.items():
                    files[name].writerow(columns)
            series = film.belongs_to_collection
            fetched = collections.get(series.id) if series and series.id is not None else None
            for name, rows in rows_of(film, fetched or series).items():
                files[name].writerows(rows)
    return count


def _votes(film: FilmAnswer) -> float:
    try:
        return float(film.vote_count or 0)
    except ValueError:
        return 0


def _ids(path: Path) -> list[int]:
    """The ids in a file of a drop; none if there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [int(record["id"]) for record in csv.DictReader(file)]
