"""The formats in which rows leave the service, other than JSON pages: each turns a question into pieces of bytes.

Rows are taken from DuckDB as they are written, so that an answer of any length needs little memory.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import duckdb
from litestar.datastructures.headers import Accept

from service.arrow_formats import arrow_stream, parquet
from service.problems import InvalidParameterError
from service.text_formats import csv_text, ndjson

JSON = "application/json"


class Format(NamedTuple):
    """A format of rows.

    Attributes:
        name: What ``format=`` calls it.
        media_type: Its media type.
        suffix: How the name of a file of it ends.
        packed: Whether its bytes are compressed already.
        pieces: Asks a question of a cursor and gives the bytes of the answer, piece by piece.
    """

    name: str
    media_type: str
    suffix: str
    packed: bool
    pieces: Callable[[duckdb.DuckDBPyConnection, str, Sequence[object]], Iterator[bytes]]


FORMATS = {
    each.name: each
    for each in (
        Format("ndjson", "application/x-ndjson", "ndjson", packed=False, pieces=ndjson),
        Format("csv", "text/csv; charset=utf-8", "csv", packed=False, pieces=csv_text),
        Format("parquet", "application/vnd.apache.parquet", "parquet", packed=True, pieces=parquet),
        Format("arrow", "application/vnd.apache.arrow.stream", "arrows", packed=False, pieces=arrow_stream),
    )
}
"""The formats, by their names."""

NAMES = ("json", *FORMATS)
"""What ``format=`` may be."""

_BY_MEDIA_TYPE = {each.media_type.partition(";")[0]: each for each in FORMATS.values()}


def wanted_format(name: str | None, accept: str | None) -> Format | None:
    """The format that a request wants; nothing stands for JSON, which it gets as well if it wants none that there is.

    Args:
        name: The value of ``format=``, which goes before the header.
        accept: The header ``Accept``.

    Raises:
        InvalidParameterError: There is no format of that name.
    """
    if name is not None:
        if name not in NAMES:
            raise InvalidParameterError(
                f"There is no format '{name}'; 'format' must be one of {', '.join(NAMES)}.",
                parameter="format",
                valid_values=list(NAMES),
            )
        return FORMATS.get(name)
    if accept is None or accept == "*/*":
        return None
    return _BY_MEDIA_TYPE.get(Accept(accept).best_match([JSON, *_BY_MEDIA_TYPE], JSON))
