"""Which files of a folder of raw data are what."""

from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from ingest import credits as film_credits
from ingest import movies, ratings
from ingest.errors import SourceError

KEYWORD_FILE_NAMES = ("keywords.csv",)


class Sources(NamedTuple):
    """The raw files of one build; the optional ones may be missing."""

    movies: Path
    credits: Path
    keywords: Path | None
    links: Path | None
    ratings: Path | None


def sources(folder: Path) -> Sources:
    """Find the raw files.

    Raises:
        SourceError: The folder, or a file that every build needs, is missing; or two files claim to be the same thing.
    """
    if not folder.is_dir():
        raise SourceError(folder, "the folder of raw files does not exist")
    rating_files = [folder / name for name in ratings.RATING_FILE_NAMES if (folder / name).exists()]
    found = Sources(
        movies=_required(folder, movies.FILE_NAMES, "films"),
        credits=_required(folder, film_credits.FILE_NAMES, "credits"),
        keywords=_optional(folder, KEYWORD_FILE_NAMES),
        links=_optional(folder, ratings.LINK_FILE_NAMES),
        ratings=rating_files[0]
        if rating_files
        else None,  # the full data set comes with its own sample, and the sample is enough
    )
    if found.ratings and not found.links:
        raise SourceError(
            folder / ratings.LINK_FILE_NAMES[0], f"the file is missing; {found.ratings.name} needs it to find its films"
        )
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _required(folder: Path, names: tuple[str, ...], content: str) -> Path:
    found = [folder / name for name in names if (folder / name).exists()]
    if not found:
        raise SourceError(folder, f"no file of {content}; expected {' or '.join(names)}")
    if len(found) > 1:
        raise SourceError(folder, f"more than one file of {content}: {', '.join(path.name for path in found)}; keep one")
    return found[0]


def _optional(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).exists()), None)
