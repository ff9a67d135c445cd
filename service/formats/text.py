"""Rows as lines of text: CSV and newline-delimited JSON."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import duckdb
import msgspec

_ROWS_AT_ONCE = 1000

_FORMULA = re.compile(r"\A(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=\"*[=+\-@＝＋－＠])")
"""Where a text needs an apostrophe: before what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), and
before the same after a character that may end a cell. A spreadsheet that expects semicolons between cells, as in Spain, takes no
notice of quotes that do not stand at the beginning of such a cell."""

_QUOTED = re.compile(r"[,;\"\t\r\n]")
"""What is in a cell that must stand in quotes: what may end one, whatever the spreadsheet expects between cells."""

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
    yield _line([name for name, *_ in result.description]).encode()
    while rows := result.fetchmany(_ROWS_AT_ONCE):
        yield "".join(map(_line, rows)).encode()


def _line(cells: Sequence[object]) -> str:
    line = ",".join(map(_cell, cells))
    # A line without anything would be no row.
    return f"{line}\r\n" if line else '""\r\n'


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            text = value
        case bool():
            return str(value).lower()
        case list() | dict():
            text = _ENCODER.encode(value).decode()
        case int() | float() | Decimal():
            return str(value)
        case _:
            text = str(value)
    text = _FORMULA.sub("'", text)
    if _QUOTED.search(text):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
