"""A part of an answer as a page shows it: the rows of JSON as texts, exactly as they were written."""

import re
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from service.console.console import ResultColumn

_MOST_ROWS = 100
_MOST_CELLS = 4_000
"""The most rows and cells of a part: a wide answer has fewer rows at a time, so that a page stays light."""

_LONGEST_TEXT = 400
"""The most characters of a cell; downloads have all."""

_NUMBER = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)")
_TIME = re.compile(r"DATE|TIMESTAMP.*")


class Column(NamedTuple):
    """A column of an answer.

    Attributes:
        name: Its name.
        type: Its type in DuckDB.
        kind: What it is for a chart: number, time or text.
    """

    name: str
    type: str
    kind: str


class Cell(NamedTuple):
    """A value.

    Attributes:
        text: It as text, or the beginning of it.
        is_null: Whether there is none.
        length: How many characters it has if not all are shown, else 0.
    """

    text: str
    is_null: bool
    length: int


class Part(NamedTuple):
    """A part of an answer.

    Attributes:
        columns: The columns.
        rows: The rows of the part.
        first: The place of its first row in the answer, from 1.
        total: How many rows the answer has.
        number: Which part it is, from 1.
        parts: How many there are.
        truncated: Whether the answer has not all rows that there are.
    """

    columns: list[Column]
    rows: list[list[Cell]]
    first: int
    total: int
    number: int
    parts: int
    truncated: bool


class _Answer(Struct):
    columns: list[ResultColumn]
    rows: list[Raw]
    truncated: bool


_ANSWERS = msgspec.json.Decoder(_Answer)
_ROWS = msgspec.json.Decoder(list[Raw])


def part(body: bytes, number: int) -> Part:
    """Take a part of an answer; where there is no such part it is the last one.

    Args:
        body: The answer of the console as JSON.
        number: Which part, from 1.
    """
    answer = _ANSWERS.decode(body)
    columns = [Column(column.name, column.type, _kind(column.type)) for column in answer.columns]
    size = max(1, min(_MOST_ROWS, _MOST_CELLS // len(columns)))
    parts = max(1, -(-len(answer.rows) // size))
    number = min(number, parts)
    start = (number - 1) * size
    rows = [[_cell(value) for value in _ROWS.decode(row)] for row in answer.rows[start : start + size]]
    return Part(columns, rows, start + 1, len(answer.rows), number, parts, answer.truncated)


def _kind(type_name: str) -> str:
    if _NUMBER.fullmatch(type_name):
        return "number"
    return "time" if _TIME.fullmatch(type_name) else "text"


def _cell(value: Raw) -> Cell:
    # A number stays the digits that it was written with, and a list or struct stays JSON.
    written = bytes(value)
    if written == b"null":
        return Cell("NULL", is_null=True, length=0)
    text = msgspec.json.decode(written, type=str) if written.startswith(b'"') else written.decode()
    if len(text) <= _LONGEST_TEXT:
        return Cell(text, is_null=False, length=0)
    return Cell(text[:_LONGEST_TEXT], is_null=False, length=len(text))
