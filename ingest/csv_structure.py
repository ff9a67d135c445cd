"""A strict walk through a CSV file: how many records it has, where they stand, and which record and column is broken."""

import csv
import io
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from ingest.dialect import PLAIN_DIALECT, Dialect
from ingest.errors import SourceError, shortened
from ingest.record_index import STRIDE, RecordIndex, records_from_start


@dataclass(frozen=True)
class Structure:
    """The records of a file.

    Attributes:
        count: How many there are.
        overlong: The numbers of those that have more fields than the header.
        index: Where they stand.
    """

    count: int
    overlong: list[int]
    index: RecordIndex


class _Walk(NamedTuple):
    """What was found, with the fields of the last record."""

    structure: Structure
    last: list[str]


def structure(path: Path, header: list[str], dialect: Dialect = PLAIN_DIALECT, *, accept_cut: bool = False) -> Structure:
    """Walk through a file.

    Args:
        path: The file.
        header: The names of its columns.
        dialect: How it is written, as far as the header tells; whether a backslash escapes quotes is found out.
        accept_cut: Whether the last record may end without a line break, as it does in a file that was cut off there.

    Raises:
        SourceError: The file is not in UTF-8, a quoted field is broken, or the file ends in the middle of a record.
    """
    found, fault = _walked(path, header, dialect)
    if fault or found.structure.overlong:
        escaped, fault_then = _walked(path, header, replace(dialect, is_escaped=True))
        if fault_then is None and not escaped.structure.overlong:
            found, fault = escaped, None
    if fault:
        raise fault
    fields, number = found.last, found.structure.count - 1
    if fields and not ends_with_line_break(path):
        column = header[min(len(fields), len(header)) - 1]
        if len(fields) < len(header):
            raise SourceError(path, "the file ends in the middle of this record; fetch it again", record=number, column=column)
        if not accept_cut:
            message = (
                f"no line break is at the end of the file, so '{shortened(fields[-1])}' may be cut off; fetch it again, or use "
                "--accept-cut if the file is whole"
            )
            raise SourceError(path, message, record=number, column=column)
    return found.structure


def _walked(path: Path, header: list[str], dialect: Dialect) -> tuple[_Walk, SourceError | None]:
    """What a walk as far as it gets finds, and why it gets no further."""
    overlong: list[int] = []
    number = -1
    fields: list[str] = []
    offsets: list[int] = []
    fault = None
    with path.open("rb") as file:
        records = records_from_start(file, dialect)
        try:
            next(records)
            offsets.append(file.tell())
            for number, fields in enumerate(records):
                if len(fields) > len(header):
                    overlong.append(number)
                if number % STRIDE == STRIDE - 1:
                    offsets.append(file.tell())
        except csv.Error as error:
            message = f"a quoted field is broken or the file was cut off ({error}); fetch the file again"
            fault = SourceError(path, message, record=number + 1, column=_last_column(path, header, number + 1, dialect))
        except UnicodeDecodeError:
            fault = _encoding_fault(path, header, dialect)
    return _Walk(Structure(number + 1, overlong, RecordIndex(path, tuple(offsets), dialect)), fields), fault


def ends_with_line_break(path: Path) -> bool:
    """Whether a file ends as one that was not cut off does."""
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        return file.read(1) in b"\r\n"


def _last_column(path: Path, header: list[str], record: int, dialect: Dialect) -> str:
    """The column that the last field of a broken record belongs to, as a lenient reader sees it."""
    with path.open(encoding="latin-1", newline="\n") as file:
        fields = next(islice(dialect.records(file, strict=False), record + 1, None), header)
    return header[min(len(fields), len(header)) - 1]


def _encoding_fault(path: Path, header: list[str], dialect: Dialect) -> SourceError:
    """The first field that is not UTF-8."""
    with (
        path.open(encoding="latin-1", newline="\n") as file,  # one character per byte, so that no byte stops the reader
        suppress(csv.Error),
    ):
        for number, fields in enumerate(dialect.records(file, strict=False), start=-1):
            for position, text in enumerate(fields):
                try:
                    text.encode("latin-1").decode("utf-8")
                except UnicodeDecodeError as error:
                    column = header[position] if position < len(header) else None
                    fault = f"byte 0x{error.object[error.start]:02x} is not UTF-8; {encoding_advice(path)}"
                    return SourceError(path, fault, record=number, column=column)
    return SourceError(path, f"the file is not UTF-8 text; {encoding_advice(path)}")


def encoding_advice(path: Path) -> str:
    """What to do with a file that is not in UTF-8."""
    return (
        "save the file as UTF-8; if it is in Windows-1252, as Excel writes: "
        f"iconv -f WINDOWS-1252 -t UTF-8 {quote(str(path))} > {quote(f'new_{path.name}')}"
    )
