"""Rows as lines of text: CSV and newline-delimited JSON."""

import csv
import io
from collections.abc import Iterator, Sequence

import duckdb
import msgspec

_ROWS_AT_ONCE = 1000

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What CSV begins with for spreadsheets, which else read UTF-8 as another encoding."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def ndjson(cursor: duckdb.DuckDBPyConnection, question: str, values: Sequence[object]) -> Iterator[bytes]:
    """Rows as objects of JSON, one in a line."""
    result = cursor.execute(question, values)
    names = [name for name, *_ in result.description]
    while rows := result.fetchmany(_ROWS_AT_ONCE):
        yield _ENCODER.encode_lines([dict(zip(names, row, strict=True)) for row in rows])


def csv_text(cursor: duckdb.DuckDBPyConnection, question: str, values: Sequence[object]) -> Iterator[bytes]:
    """Rows as CSV (RFC 4180) with a header.

    Nothing stands for null, lists and objects are JSON, and a text that a spreadsheet would take for a formula has an
    apostrophe before it.
    """
    result = cursor.execute(question, values)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow([_cell(name) for name, *_ in result.description])
    while rows := result.fetchmany(_ROWS_AT_ONCE):
        writer.writerows([_cell(value) for value in row] for row in rows)
        yield _taken(lines)
    yield _taken(lines)


def _cell(value: object) -> object:
    match value:
        case str():
            return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
        case bool():
            return str(value).lower()
        case list() | dict():
            return _ENCODER.encode(value).decode()
    return value


def _taken(lines: io.StringIO) -> bytes:
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text.encode()
