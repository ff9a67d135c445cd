"""Raw CSV files as frames of text.

Polars reads a sound file in one go. When it refuses, or the file does not end with a line break, the standard library's reader
walks the file record by record: it names the record and the column of the fault, or sets aside records that merely have too many
fields.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from ingest.errors import SourceError

_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class RawFile:
    """The records of one file.

    Attributes:
        path: The file.
        records: Every record that fits the header: `record`, its 0-based number, and each column as text; an empty field is null.
        overlong: The records with more fields than the header: `record` and `raw_text`.
    """

    path: Path
    records: pl.DataFrame
    overlong: pl.DataFrame

    @property
    def count(self) -> int:
        """How many records the file holds."""
        return self.records.height + self.overlong.height


def raw_file(path: Path, required: Iterable[str]) -> RawFile:
    """Read a file whole.

    Args:
        path: A CSV file in UTF-8 with a header.
        required: The columns that must be there.

    Raises:
        SourceError: The file is missing, empty, binary, not in UTF-8 or cut off, or lacks a column or all records.
    """
    header = _header(path)
    for column in required:
        if column not in header:
            raise SourceError(path, f"the column is missing; the header has: {', '.join(header)}", column=column)
    if duplicates := {column for column in header if header.count(column) > 1}:
        raise SourceError(path, "the header names the column twice; keep one", column=min(duplicates))
    raw = _read(path, header)
    if raw.count == 0:
        raise SourceError(path, "there is a header but no record; fetch the file again")
    return raw


def csv_text(rows: Iterable[tuple[str | None, ...]]) -> list[str]:
    """Each row as one CSV record, to keep the raw text of a record that is set aside."""
    texts = []
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow(row)
        texts.append(buffer.getvalue())
    return texts


def _header(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except FileNotFoundError:
        raise SourceError(path, "the file does not exist") from None
    except OSError as error:
        raise SourceError(path, f"the file cannot be read: {error.strerror}") from error
    if not start.strip():
        raise SourceError(path, "the file is empty; fetch it again")
    if start.startswith((_ZIP, _GZIP)):
        raise SourceError(path, "the file is a compressed archive; extract the CSV from it")
    if start.startswith(_UTF16):
        raise SourceError(path, "the file is in UTF-16; save it as UTF-8")
    if b"\x00" in start:
        raise SourceError(path, "the file holds binary data, not CSV text")
    try:
        line = start.splitlines()[0].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(path, "the header is not UTF-8 text; is this the right file?") from error
    return next(csv.reader([line]))


def _read(path: Path, header: list[str]) -> RawFile:
    if _ends_with_line_break(path):
        try:
            frame = pl.read_csv(path, schema=dict.fromkeys(header, pl.String), row_index_name="record")
        except pl.exceptions.PolarsError:
            pass
        else:
            texts = pl.col(header)
            empty_is_null = pl.when(texts != "").then(texts)
            return RawFile(path, frame.select(pl.col("record").cast(pl.Int64), empty_is_null), _overlong_frame([]))
    return _walked(path, header)


def _ends_with_line_break(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        return file.read(1) in b"\r\n"


def _walked(path: Path, header: list[str]) -> RawFile:
    """Read with the standard library's reader.

    Raises:
        SourceError: A record is broken.
    """
    columns: dict[str, list[str | None]] = {name: [] for name in header}
    numbers: list[int] = []
    overlong: list[tuple[int, str]] = []
    last: tuple[int, list[str]] = (0, [])
    for number, fields in enumerate(_records(path, header)):
        last = (number, fields)
        if len(fields) > len(header):
            overlong.append((number, csv_text([tuple(fields)])[0]))
            continue
        numbers.append(number)
        for position, name in enumerate(header):
            columns[name].append(fields[position] or None if position < len(fields) else None)
    if last[1] and len(last[1]) < len(header) and not _ends_with_line_break(path):
        cut_column = header[len(last[1]) - 1]
        raise SourceError(path, "the file ends in the middle of this record; fetch it again", record=last[0], column=cut_column)
    schema = {"record": pl.Int64} | dict.fromkeys(header, pl.String)
    return RawFile(path, pl.DataFrame({"record": numbers} | columns, schema=schema), _overlong_frame(overlong))


def _records(path: Path, header: list[str]) -> Iterator[list[str]]:
    """The fields of each record after the header; bytes that are not UTF-8 are found in the field that holds them."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="latin-1", newline="") as file:  # one character per byte, so that no byte stops the reader
        reader = csv.reader(file, strict=True)
        next(reader)
        number = 0
        while True:
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = f"a quoted field is broken or the file was cut off ({error}); fetch the file again"
                raise SourceError(path, fault, record=number, column=_last_column(path, header, number)) from error
            yield [_utf8(path, header, number, position, text) for position, text in enumerate(fields)]
            number += 1


def _last_column(path: Path, header: list[str], record: int) -> str:
    """The column that the last field of a broken record belongs to, as a lenient reader sees it."""
    with path.open(encoding="latin-1", newline="") as file:
        fields = next(islice(csv.reader(file), record + 1, None))
    return header[min(len(fields), len(header)) - 1]


def _utf8(path: Path, header: list[str], record: int, position: int, text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError as error:
        column = header[position] if position < len(header) else None
        fault = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise SourceError(path, fault, record=record, column=column) from error


def _overlong_frame(rows: list[tuple[int, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"record": pl.Int64, "raw_text": pl.String}, orient="row")
