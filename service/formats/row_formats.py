"""The formats in which rows leave the service, other than JSON pages: each turns a question into pieces of bytes.

Rows are taken from DuckDB as they are written, so that an answer of any length needs little memory.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import duckdb

from service.formats.arrow import arrow_stream, parquet
from service.formats.text import csv_text, ndjson
from service.problems import InvalidParameterError, NotAcceptableError

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

MEDIA_TYPES = (JSON, *_BY_MEDIA_TYPE)
"""The media types of a list."""


def check_mark(chosen: Format | None) -> None:
    """Check that an answer can begin with a byte order mark.

    Args:
        chosen: The format of the answer; nothing stands for JSON.

    Raises:
        InvalidParameterError: It is not CSV.
    """
    if chosen is None or chosen.name != "csv":
        raise InvalidParameterError("'bom' is given with CSV only; add format=csv, or leave it out.", parameter="bom")


def wanted_format(name: str | None, media_type: str | None) -> Format | None:
    """The format that a request wants; nothing stands for JSON.

    Args:
        name: The value of ``format=``, which goes before the header ``Accept``.
        media_type: The media type that the header likes best; none if it takes none.

    Raises:
        InvalidParameterError: There is no format of that name.
        NotAcceptableError: The header takes none of the formats.
    """
    if name is not None:
        if name not in NAMES:
            raise InvalidParameterError(
                f"There is no format '{name}'; 'format' must be one of {', '.join(NAMES)}.",
                parameter="format",
                valid_values=list(NAMES),
            )
        return FORMATS.get(name)
    if media_type is None:
        raise not_acceptable(MEDIA_TYPES)
    return _BY_MEDIA_TYPE.get(media_type)


def not_acceptable(offered: Sequence[str]) -> NotAcceptableError:
    """The error that a header ``Accept`` takes none of the media types that there are."""
    return NotAcceptableError(
        f"The header Accept takes none of the media types that there are here: {', '.join(offered)}.", valid_values=list(offered)
    )
