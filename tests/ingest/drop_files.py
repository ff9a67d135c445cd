"""Raw files in drops: films written into dated folders, and the hand-made catalogue torn into several drops."""

import csv
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path

from tests.data.films import Film
from tests.data.layouts import (
    CREDIT_COLUMNS,
    FACT_COLUMNS,
    MOVIE_COLUMNS,
    TMDB_5000_COLUMNS,
    TMDB_5000_CREDIT_COLUMNS,
    Record,
    credit_record,
    movie_record,
)
from tests.data.plain_reading import raw_records

Files = Mapping[str, list[Record]]

HEADERS = {
    "movies_dataset.csv": MOVIE_COLUMNS,
    "credits.csv": CREDIT_COLUMNS,
    "keywords.csv": ["id", "keywords"],
    "links.csv": ["movieId", "imdbId", "tmdbId"],
    "ratings_small.csv": ["userId", "movieId", "rating", "timestamp"],
    "tags.csv": ["userId", "movieId", "tag", "timestamp"],
    "deleted_movies.csv": ["id"],
    **FACT_COLUMNS,
    "tmdb_5000_movies.csv": TMDB_5000_COLUMNS,
    "tmdb_5000_credits.csv": TMDB_5000_CREDIT_COLUMNS,
}

# What a record is about, and what an older version of it says; none of that may be in a warehouse.
KEYS = {
    "movies_dataset.csv": ("id",),
    "credits.csv": ("id",),
    "keywords.csv": ("id",),
    "links.csv": ("movieId",),
    "ratings_small.csv": ("userId", "movieId"),
    "tags.csv": ("userId", "movieId", "tag"),
    **dict.fromkeys(FACT_COLUMNS, ("id",)),
}
_GONE = "[{'id': 990998, 'name': 'Gone', 'iso_639_1': 'zz', 'iso_3166_1': 'ZZ'}]"
_GONE_CREDIT = "[{'credit_id': 'gone', 'id': 990998, 'name': 'Gone', 'order': 0, 'job': 'Director', 'department': 'Directing'}]"
OUTDATED = {
    "movies_dataset.csv": {
        "title": "Outdated",
        "release_date": "2030-01-01",
        "vote_count": "999999",
        "original_language": "zz",
        "poster_path": "/gone.jpg",
        "belongs_to_collection": _GONE.strip("[]"),
        "genres": _GONE,
        "production_companies": _GONE,
        "production_countries": _GONE,
        "spoken_languages": _GONE,
    },
    "credits.csv": {"cast": _GONE_CREDIT, "crew": _GONE_CREDIT},
    "keywords.csv": {"keywords": _GONE},
    "links.csv": {"tmdbId": "27205"},
    "ratings_small.csv": {"rating": "0.5", "timestamp": "1893456000"},
    "tags.csv": {"timestamp": "1893456000"},
    "titles.csv": {"title": "Outdated"},
    "translations.csv": {"title": "Outdated", "overview": "Outdated"},
    "external_ids.csv": {"external_id": "outdated"},
    "watch_providers.csv": {"region": "ZZ", "provider_id": "990998", "provider": "Gone"},
    "certifications.csv": {"certification": "outdated"},
}


def write_files(folder: Path, files: Files) -> None:
    """Write raw files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADERS[name], *records])


def films_file(*films: Film) -> Files:
    """The file of films."""
    return {"movies_dataset.csv": [[movie_record(film)[name] for name in MOVIE_COLUMNS] for film in films]}


def credits_file(*films: Film) -> Files:
    """The file of their credits."""
    return {"credits.csv": [[credit_record(film)[name] for name in CREDIT_COLUMNS] for film in films]}


def keywords_file(*films: Film) -> Files:
    """The file of their keywords."""
    return {"keywords.csv": [[str(film.id), movie_record(film)["keywords"]] for film in films]}


def deletions_file(*movie_ids: int) -> Files:
    """The file of deleted films."""
    return {"deleted_movies.csv": [[str(movie_id)] for movie_id in movie_ids]}


def key_of(name: str, record: Record) -> tuple[int | str, ...] | None:
    """What a record is about: ids, and of a tag its text; none when it does not say, or has too many fields to be trusted."""
    cells = {column: record[HEADERS[name].index(column)] for column in KEYS[name]}
    if len(record) > len(HEADERS[name]) or not all(cell.isdigit() for column, cell in cells.items() if column != "tag"):
        return None
    return tuple(cell if column == "tag" else int(cell) for column, cell in cells.items())


def outdated(name: str, records: Iterable[Record]) -> list[Record]:
    """Older versions of the records that are about something."""
    header = HEADERS[name]
    known = [dict(zip_longest(header, record, fillvalue="")) for record in records if key_of(name, record)]
    return [list((record | OUTDATED[name]).values()) for record in known]


def home(key: tuple[int | str, ...], drops: int) -> int:
    """The drop that has the last word on something."""
    return sum(part for part in key if isinstance(part, int)) % drops


def torn(catalogue: Path, drops: int) -> list[dict[str, list[Record]]]:
    """The catalogue with each record in one of several drops, and an older version of it in each drop before that."""
    parts: list[dict[str, list[Record]]] = [{name: [] for name in KEYS} for _ in range(drops)]
    for name in KEYS:
        part = 0
        for record in raw_records(catalogue / name)[1]:
            if key := key_of(name, record):
                part = home(key, drops)
            parts[part][name].append(record)  # what is about nothing stays with the record before, as the half of a film must
            for earlier in parts[:part]:
                earlier[name] += outdated(name, [record])
    return parts
