"""A credits file as large as the real one, from the records of a smaller one that have the full cast and crew."""

import csv
import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

REAL_SIZE = 190_000_000

_CREDIT_ID = re.compile(r"('credit_id': ')[0-9a-f]{2}")
_FULL_CAST = 3


def write_big_credits(raw_dir: Path, target: Path) -> int:
    """Write records with full cast and crew until the file has its size, again and again if need be.

    A record that stands again belongs to another film: it gets the id of the next film without a record, in the order of the
    films, and credit ids of its own, for otherwise a build would see the same credits again.

    Returns:
        How many records it has.
    """
    written = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("cast", "crew", "id"))
        for cast, crew, film in _records(raw_dir):
            if file.tell() >= REAL_SIZE:
                break
            writer.writerow((cast, crew, film))
            written += 1
    return written


def swapped(raw_dir: Path, folder: Path, credits_file: Path) -> Path:
    """A folder with links to the raw files, and another credits file in the place of theirs."""
    folder.mkdir()
    for path in raw_dir.glob("*.csv"):
        (folder / path.name).symlink_to(credits_file if path.name == "credits.csv" else path.resolve())
    return folder


def _records(raw_dir: Path) -> Iterator[tuple[str, str, str]]:
    own_films = {row["id"] for row in _full_rows(raw_dir)}
    others = (film for film in _film_ids(raw_dir) if film not in own_films)
    yield from ((row["cast"], row["crew"], row["id"]) for row in _full_rows(raw_dir))
    for lap in count(1):
        for row in _full_rows(raw_dir):
            film = next(others, None)
            if film is None:
                return
            cast, crew = (_CREDIT_ID.sub(rf"\g<1>{lap:02x}", row[column]) for column in ("cast", "crew"))
            yield cast, crew, film


def _full_rows(raw_dir: Path) -> Iterator[dict[str, str]]:
    for row in _rows(raw_dir / "credits.csv"):
        if row["cast"].count("'cast_id': ") >= _FULL_CAST:
            yield row


def _film_ids(raw_dir: Path) -> Iterator[str]:
    """Each film's id once; the second half of a split record has none."""
    yield from dict.fromkeys(row["id"] for row in _rows(raw_dir / "movies_dataset.csv") if row["id"].isdigit())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
