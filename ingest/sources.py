"""Which files of a folder of raw data are what, and in which order they came.

A folder holds raw files, or dated drops of them (``2017-09-01/…``, ``2026-11-21/…``), or both; the undated files are the oldest.
A drop may hold only what changed since the one before.
"""

import csv
import re
from collections.abc import Sequence
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from ingest import credits as film_credits
from ingest import movies, ratings
from ingest.errors import SourceError, shortened
from ingest.regular_files import require_regular
from ingest.unpacked import tables_in, unpack

KEYWORD_FILE_NAMES = ("keywords.csv",)
DELETION_FILE_NAMES = ("deleted_movies.csv",)

_KNOWN_NAMES = {
    *movies.FILE_NAMES,
    *film_credits.FILE_NAMES,
    *KEYWORD_FILE_NAMES,
    *ratings.LINK_FILE_NAMES,
    *ratings.RATING_FILE_NAMES,
    *DELETION_FILE_NAMES,
}
_MOVIELENS_FILM_COLUMNS = ("movieId", "title", "genres")
_TABLE_SUFFIXES = {".csv", ".tsv", ".json", ".parquet", ".xlsx", ".zip", ".gz", ".zst"}
_LONGEST_HEADER = 100_000
_SHOWN_FILES = 8
_SHOWN_COLUMNS = 6


class Drop(NamedTuple):
    """The raw files that came together.

    Attributes:
        folder: Where they are.
        day: The date of the folder; none for files that lie in no dated folder.
        movies: The films, and so on; none where the drop has no such file.
        unused: The other tables that lie there.
        unpacked: Where the tables of compressed files and archives are.
    """

    folder: Path
    day: date | None
    movies: Path | None
    credits: Path | None
    keywords: Path | None
    links: Path | None
    ratings: Path | None
    deletions: Path | None
    unused: tuple[Path, ...] = ()
    unpacked: Path | None = None

    def label(self, path: Path, folder: Path) -> str:
        """What a file is called: its path in the folder of raw files, through the archive that it is in."""
        is_unpacked = self.unpacked is not None and path.is_relative_to(self.unpacked)
        return path.relative_to(self.unpacked if is_unpacked and self.unpacked else folder).as_posix()

    @property
    def files(self) -> list[Path]:
        """The files that are used."""
        kinds = (self.movies, self.credits, self.keywords, self.links, self.ratings, self.deletions)
        return [path for path in kinds if path]


def drops(folder: Path, unpacked: Path) -> list[Drop]:
    """Find the raw files, the oldest drop first.

    Args:
        folder: The folder.
        unpacked: A folder for the tables of compressed files and archives, which is made if need be.

    Raises:
        SourceError: The folder, or a file that every build needs, is missing; two files of a drop claim to be the same thing; or
            a file is no regular file in the folder.
    """
    if not folder.is_dir():
        raise SourceError(folder, "the folder of raw files does not exist")
    home = _home(folder)
    dated = sorted((day, path) for path in _listed(home) if (day := _day(path.name)) and path.is_dir())
    found = [drop for day, path in [(None, home), *dated] if (drop := _drop(path, day, folder, unpacked)).files or drop.unused]
    for kind, names in (("films", movies.FILE_NAMES), ("credits", film_credits.FILE_NAMES)):
        if not any(drop.movies if kind == "films" else drop.credits for drop in found):
            raise SourceError(folder, f"no file of {kind}; expected {' or '.join(names)}{_what_is_there(found, folder)}")
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


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise SourceError(folder, f"the folder cannot be read: {error.strerror}") from error


def _home(folder: Path) -> Path:
    """Where the raw files are: in the folder, or in the only folder in it that has some, as archives are unpacked."""
    listed = _listed(folder)
    if any(_has_tables(path) or (_day(path.name) and path.is_dir()) for path in listed):
        return folder
    deeper = [path for path in listed if path.is_dir() and any(map(_has_tables, _listed(path)))]
    if len(deeper) > 1:
        raise SourceError(
            folder, f"more than one folder has raw files: {', '.join(path.name for path in deeper)}; name one of them"
        )
    return deeper[0] if deeper else folder


def _has_tables(path: Path) -> bool:
    return any(_plain_name(name) in _KNOWN_NAMES for name in (path.name, *tables_in(path)))


def _plain_name(name: str) -> str:
    """The name of a file without what systems and browsers make of it: letter case, and ``(1)`` of a second download."""
    return re.sub(r" ?\([0-9]+\)(?=\.)", "", name.casefold())


def _drop(folder: Path, day: date | None, root: Path, unpacked: Path) -> Drop:
    listed = _listed(folder)
    packed: dict[Path, Path] = {}
    for path in listed:
        for name, member in tables_in(path).items():
            if _plain_name(name) in _KNOWN_NAMES:
                require_regular(path, root)
                place = unpacked / path.relative_to(root) / name
                unpack(path, member, place)
                packed[place] = path
    tables = [*listed, *packed]

    def named(names: tuple[str, ...]) -> list[Path]:
        return [path for name in names for path in tables if _plain_name(path.name) == name]

    film_files = [path for path in named(movies.FILE_NAMES) if not _is_of_movielens(path, root if path in listed else unpacked)]
    rating_files = named(ratings.RATING_FILE_NAMES)
    drop = Drop(
        folder=folder,
        day=day,
        movies=_only(folder, film_files, "films"),
        credits=_only(folder, named(film_credits.FILE_NAMES), "credits"),
        keywords=_only(folder, named(KEYWORD_FILE_NAMES), "keywords"),
        links=_only(folder, named(ratings.LINK_FILE_NAMES), "links"),
        # The full data set comes with its own sample, and that is enough.
        ratings=_only(
            folder, [path for path in rating_files if _plain_name(path.name) == _plain_name(rating_files[0].name)], "ratings"
        ),
        deletions=_only(folder, named(DELETION_FILE_NAMES), "deletions"),
    )
    for path in drop.files:
        require_regular(path, root if path in listed else unpacked)
    used = {packed.get(path, path) for path in drop.files}
    unused = (path for path in listed if path not in used and path.suffix.casefold() in _TABLE_SUFFIXES)
    return drop._replace(unused=tuple(unused), unpacked=unpacked)


def _only(folder: Path, found: list[Path], content: str) -> Path | None:
    if len(found) > 1:
        raise SourceError(folder, f"more than one file of {content}: {', '.join(path.name for path in found)}; keep one")
    return found[0] if found else None


def _is_of_movielens(path: Path, root: Path) -> bool:
    """Whether a file of films is that of MovieLens, which knows no more of a film than its title and genres."""
    require_regular(path, root)
    return set(_columns(path)) == set(_MOVIELENS_FILM_COLUMNS)


def _columns(path: Path) -> list[str]:
    """The columns that a file seems to have."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return next(csv.reader([file.readline(_LONGEST_HEADER)]), [])


def _what_is_there(found: Sequence[Drop], folder: Path) -> str:
    """The files that are no part of a catalogue, each with what it looks like."""
    unused = [path for drop in found for path in drop.unused]
    looks = "; ".join(f"{path.relative_to(folder)} {_look(path)}" for path in unused[:_SHOWN_FILES])
    return f"; here lie: {looks}{' …' if len(unused) > _SHOWN_FILES else ''}" if unused else ""


def _look(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "(no regular file)"
    if path.suffix.casefold() not in {".csv", ".tsv"}:
        return f"({path.suffix[1:]})"
    columns = _columns(path)
    more = ", …" if len(columns) > _SHOWN_COLUMNS else ""
    return f"(columns {', '.join(map(shortened, columns[:_SHOWN_COLUMNS]))}{more})"
