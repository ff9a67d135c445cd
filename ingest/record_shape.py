"""What the cells of a file look like, column by column, so that one can tell whether texts stand in the right columns.

The shapes are those of texts: a number may be written in any way. Only one that can be read must lie in the column's domain.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from ingest.domains import FILM
from ingest.notation import JSON, PARSE_ERRORS, PYTHON

_TRUTH_VALUE = r"true|false|0|1"
_ID = r"[0-9]+(?:\.0*)?"
_NUMBER = r"[-+]?[$€£]?[-+]?[0-9][0-9.,]*(?:e[-+]?[0-9]+)?"
_DATE = r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}(?:[ T].*)?"
_LIST = r"\[.*\]|\{.*\}"
_SHAPES = {
    "adult": _TRUTH_VALUE,
    "belongs_to_collection": _LIST,
    "budget": _NUMBER,
    "cast": _LIST,
    "crew": _LIST,
    "genres": _LIST,
    "id": _ID,
    "imdb_id": r"tt[0-9]+",
    "keywords": _LIST,
    "movie_id": _ID,
    "original_language": r"[a-z]{2,3}(?:-[a-z]+)?",
    "popularity": _NUMBER,
    "poster_path": r"/\S+",
    "production_companies": _LIST,
    "production_countries": _LIST,
    "release_date": _DATE,
    "revenue": _NUMBER,
    "runtime": _NUMBER,
    "spoken_languages": _LIST,
    "status": r"[a-z]+(?: [a-z]+)*",
    "video": _TRUTH_VALUE,
    "vote_average": _NUMBER,
    "vote_count": _NUMBER,
}
_PATTERNS = {column: re.compile(rf"\s*(?:{shape})\s*", re.IGNORECASE | re.DOTALL) for column, shape in _SHAPES.items()}
_PLAIN_NUMBER = re.compile(r"\s*[-+]?[0-9]+(?:\.[0-9]*)?\s*")
_MOST_SIGNS = 3


class RecordShape(NamedTuple):
    """What a record of a file looks like.

    Attributes:
        columns: The header.
        required: The columns without which a record is nothing.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]

    def fits(self, column: str, text: str) -> bool:
        """Whether a text may stand in a column; every text may where the column holds free text."""
        if not text.strip():
            return column not in self.required
        pattern = _PATTERNS.get(column)
        return pattern is None or (pattern.fullmatch(text) is not None and _may_be_true(column, text))

    def fits_joined(self, column: str, parts: Sequence[str]) -> bool:
        """Whether the parts of a text, put together, may stand in a column; only free text and lists can hold a line break."""
        text = joined(parts)
        is_broken = "\n" in text and column in _SHAPES
        return self.fits(column, text) and (not is_broken or (_SHAPES[column] is _LIST and _is_literal(text)))

    def may_go_on(self, column: str, parts: Sequence[str]) -> bool:
        """Whether more parts may make a text of these that may stand in a column."""
        text = joined(parts)
        if not text or column not in _SHAPES:
            return True
        return text.lstrip().startswith(("[", "{")) if _SHAPES[column] is _LIST else self.fits_joined(column, parts)

    def is_record(self, fields: Sequence[str]) -> bool:
        """Whether fields are a whole record, each text in a column that it fits."""
        padded = [*fields, *[""] * (len(self.columns) - len(fields))]
        return all(self.fits(column, text) for column, text in zip(self.columns, padded, strict=True))

    def resembles_record(self, fields: Sequence[str]) -> bool:
        """Whether fields look like a record with a fault or two, and not like a piece of one."""
        shaped = [
            self.fits(column, text)
            for column, text in zip(self.columns, fields, strict=False)
            if column in _SHAPES and text.strip()
        ]
        enough = min(_MOST_SIGNS, sum(column in _SHAPES for column in self.columns))
        return sum(shaped) >= enough and 2 * sum(shaped) > len(shaped)


def joined(parts: Sequence[str]) -> str:
    """A text that line breaks split, put together; a break at its edge is no part of it."""
    filled = [number for number, part in enumerate(parts) if part]
    return "\n".join(parts[filled[0] : filled[-1] + 1]) if filled else ""


def _may_be_true(column: str, text: str) -> bool:
    """Whether a text is no number of the plainest form, or one of the column's domain."""
    domain = FILM.get(column)
    if domain is None or not _PLAIN_NUMBER.fullmatch(text):
        return True
    number = float(text)
    return bool(domain.least <= number <= domain.greatest) and (domain.dtype is pl.Float64 or number.is_integer())


def _is_literal(text: str) -> bool:
    for notation in (PYTHON, JSON):
        try:
            notation.parse(text)
        except PARSE_ERRORS:
            continue
        return True
    return False
