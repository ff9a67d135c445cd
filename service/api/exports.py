"""Exports of other sites: what their CSV says of films that somebody has seen, and which of them were liked."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from service.problems import InvalidParameterError

MOST_RECORDS = 10_000
"""The most films of an export."""

DETAILS = {
    "missing": "The form must have one field 'export' with the CSV.",
    "encoding": "The export must be UTF-8 text.",
    "csv": "The export must be CSV as it was downloaded; this one is not: {error}.",
    "layout": "The first line of the export must have the columns of one of these: {known}.",
    "empty": "The export has no film.",
    "too_many": "The export has {records:,} records; it may have {most:,}.",
    "width": "Record {line} of the export has {found} values; its header has {wanted}.",
    "users": "The export has ratings of several users; send those of one.",
    "rating": "Record {line} of the export has the rating '{rating}'; one is at most {best:g}.",
}
"""What can be wrong with an export."""

_FIRST_LINE = 2
_YEAR_AT_END = re.compile(r"^(.*?)\s*\((\d{4})\)\s*$")


class ExportError(InvalidParameterError):
    """An export that cannot be read.

    Args:
        fault: What is wrong with it, a key of the details above.
        values: What is told with that, by the names that stand in the detail.
    """

    def __init__(self, fault: str, **values: str | float) -> None:
        super().__init__(DETAILS[fault].format_map(values))
        self.fault = fault
        self.values = values


class Export(NamedTuple):
    """What an export says.

    Attributes:
        source: The site that it is of.
        records: Its films: line, tmdb_id, movielens_id, titles, year and is_liked, as the macro films_of_export takes them.
    """

    source: str
    records: list[dict[str, Any]]


class _Layout(NamedTuple):
    source: str
    columns: frozenset[str]
    record: Callable[[Mapping[str, str]], dict[str, Any]]
    best: float
    rating: str


def read_export(body: bytes) -> Export:
    """Read the CSV of an export of Letterboxd, IMDb or MovieLens, which its columns tell apart.

    Raises:
        ExportError: It is none of them, is no UTF-8 or CSV, has too many records, or ratings that cannot be.
    """
    try:
        lines = body.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise ExportError("encoding") from error
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        raise ExportError("csv", error=str(error)) from error
    header = [name.strip() for name in rows[0]] if rows else []
    layout = next((layout for layout in _LAYOUTS if layout.columns <= set(header)), None)
    if layout is None:
        known = "; ".join(f"{layout.source} ({', '.join(sorted(layout.columns))})" for layout in _LAYOUTS)
        raise ExportError("layout", known=known)
    records = list(_records(layout, header, rows[1:]))
    if not records:
        raise ExportError("empty")
    return Export(layout.source, records)


def _records(layout: _Layout, header: list[str], rows: list[list[str]]) -> Iterator[dict[str, Any]]:
    if len(rows) > MOST_RECORDS:
        raise ExportError("too_many", records=len(rows), most=MOST_RECORDS)
    users = set()
    for line, row in enumerate(rows, start=_FIRST_LINE):
        if not any(row):
            continue
        if len(row) != len(header):
            raise ExportError("width", line=line, found=len(row), wanted=len(header))
        values = {name: value.strip() for name, value in zip(header, row, strict=True)}
        users.add(values.get("userId"))
        if len(users) > 1:
            raise ExportError("users")
        yield {"line": line, **layout.record(values), "is_liked": _is_liked(layout, values, line)}


def _is_liked(layout: _Layout, values: Mapping[str, str], line: int) -> bool:
    """Whether a film was rated with four of five stars or more, or the same of another scale."""
    text = values.get(layout.rating, "")
    if not text:
        return False
    try:
        rating = float(text)
    except ValueError:
        rating = -1
    if not 0 <= rating <= layout.best:
        raise ExportError("rating", line=line, rating=text[:40], best=layout.best)
    return rating >= 0.8 * layout.best


def _letterboxd(values: Mapping[str, str]) -> dict[str, Any]:
    return _film(titles=[values["Name"]], year=_number(values["Year"]))


def _imdb(values: Mapping[str, str]) -> dict[str, Any]:
    titles = dict.fromkeys(title for name in ("Title", "Original Title") if (title := values.get(name)))
    return _film(titles=[*titles], year=_number(values["Year"]))


def _movielens_site(values: Mapping[str, str]) -> dict[str, Any]:
    found = _YEAR_AT_END.match(values["title"])
    title, year = (found[1], int(found[2])) if found else (values["title"], None)
    return _film(titles=[title], year=year, tmdb_id=_number(values["tmdb_id"]), movielens_id=_number(values["movie_id"]))


def _movielens_data_set(values: Mapping[str, str]) -> dict[str, Any]:
    return _film(movielens_id=_number(values["movieId"]))


def _film(
    *, titles: list[str] | None = None, year: int | None = None, tmdb_id: int | None = None, movielens_id: int | None = None
) -> dict[str, Any]:
    return {"tmdb_id": tmdb_id, "movielens_id": movielens_id, "titles": titles or [], "year": year}


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


_LAYOUTS = [
    _Layout("letterboxd", frozenset({"Name", "Year", "Letterboxd URI"}), _letterboxd, 5, "Rating"),
    _Layout("imdb", frozenset({"Const", "Your Rating", "Title", "Year"}), _imdb, 10, "Your Rating"),
    _Layout("movielens", frozenset({"movie_id", "tmdb_id", "rating", "title"}), _movielens_site, 5, "rating"),
    _Layout("movielens", frozenset({"userId", "movieId", "rating"}), _movielens_data_set, 5, "rating"),
]
