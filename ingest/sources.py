"""Which files of a folder of raw data are what, and in which order they came.

A folder holds raw files, or dated drops of them (``2017-09-01/…``, ``2026-11-21/…``), or both; the undated files are the oldest.
A drop may hold only what changed since the one before.
"""

import re
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from ingest import credits as film_credits
from ingest import movies, ratings
from ingest.errors import SourceError
from ingest.regular_files import is_there, require_regular

KEYWORD_FILE_NAMES = ("keywords.csv",)
DELETION_FILE_NAMES = ("deleted_movies.csv",)


class Drop(NamedTuple):
    """The raw files that came together.

    Attributes:
        folder: Where they are.
        day: The date of the folder; none for files that lie in no dated folder.
        movies: The films, and so on; none where the drop has no such file.
    """

    folder: Path
    day: date | None
    movies: Path | None
    credits: Path | None
    keywords: Path | None
    links: Path | None
    ratings: Path | None
    deletions: Path | None


def drops(folder: Path) -> list[Drop]:
    """Find the raw files, the oldest drop first.

    Raises:
        SourceError: The folder, or a file that every build needs, is missing; two files of a drop claim to be the same thing; or
            a file is no regular file in the folder.
    """
    if not folder.is_dir():
        raise SourceError(folder, "the folder of raw files does not exist")
    try:
        dated = sorted((day, path) for path in folder.iterdir() if (day := _day(path.name)) and path.is_dir())
    except OSError as error:
        raise SourceError(folder, f"the folder cannot be read: {error.strerror}") from error
    found = [drop for day, path in [(None, folder), *dated] if any((drop := _drop(path, day, folder))[2:])]
    for kind, names in (("films", movies.FILE_NAMES), ("credits", film_credits.FILE_NAMES)):
        if not any(drop.movies if kind == "films" else drop.credits for drop in found):
            raise SourceError(folder, f"no file of {kind}; expected {' or '.join(names)}")
    if any(drop.ratings for drop in found) and not any(drop.links for drop in found):
        raise SourceError(folder / ratings.LINK_FILE_NAMES[0], "the file is missing; ratings need it to find their films")
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name) else None
    except ValueError:
        return None


def _drop(folder: Path, day: date | None, root: Path) -> Drop:
    rating_files = [folder / name for name in ratings.RATING_FILE_NAMES if is_there(folder / name)]
    drop = Drop(
        folder=folder,
        day=day,
        movies=_only(folder, movies.FILE_NAMES, "films"),
        credits=_only(folder, film_credits.FILE_NAMES, "credits"),
        keywords=_only(folder, KEYWORD_FILE_NAMES, "keywords"),
        links=_only(folder, ratings.LINK_FILE_NAMES, "links"),
        ratings=rating_files[0] if rating_files else None,  # the full data set comes with its own sample, and that is enough
        deletions=_only(folder, DELETION_FILE_NAMES, "deletions"),
    )
    for path in drop[2:]:
        if path:
            require_regular(path, root)
    return drop


def _only(folder: Path, names: tuple[str, ...], content: str) -> Path | None:
    found = [folder / name for name in names if is_there(folder / name)]
    if len(found) > 1:
        raise SourceError(folder, f"more than one file of {content}: {', '.join(path.name for path in found)}; keep one")
    return found[0] if found else None
