"""Raw CSV files as frames of text.

The standard library's reader walks a file once, strictly: it counts the records, names the record and the column of a fault, and
finds records that have too many fields. Then Polars reads the values, all at once or in batches.
"""

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from ingest.errors import SourceError

_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


_BATCH_BYTES = 32_000_000

SET_ASIDE_SCHEMA = {"record": pl.Int64, "movie_id": pl.Int64, "action": pl.String, "reason": pl.String, "raw_text": pl.String}


@dataclass(frozen=True)
class RawFile:
    """The records of one file.

    Attributes:
        path: The file.
        label: What it is called in the warehouse: its path in the folder of raw files.
        count: How many records it holds.
        columns: The names in its header.
        lazy: The records that are to be used: `record`, its 0-based number, and each column as text; an empty field is null.
        set_aside: The other records, and why they are not used, in the columns of `SET_ASIDE_SCHEMA`.
        state: The file's size, times and so on before anything of it was read.
    """

    path: Path
    label: str
    count: int
    columns: tuple[str, ...]
    lazy: pl.LazyFrame
    set_aside: pl.DataFrame
    state: os.stat_result

    @property
    def records(self) -> pl.DataFrame:
        """All records that are to be used."""
        return self.lazy.collect()

    def batches(self) -> Iterator[pl.DataFrame]:
        """The records that are to be used, some megabytes of text at a time, in the order of the file."""
        size = max(1, self.count * _BATCH_BYTES // self.state.st_size)
        yield self.lazy.head(0).collect()  # so that there is a batch even when no record is to be used
        yield from self.lazy.collect_batches(chunk_size=size, maintain_order=True)

    def check_unchanged(self) -> None:
        """Make sure that all that was read is of one file.

        Raises:
            SourceError: The file is not as it was at first.
        """
        with suppress(FileNotFoundError):
            now = self.path.stat()
            if (now.st_ino, now.st_size, now.st_mtime_ns) == (self.state.st_ino, self.state.st_size, self.state.st_mtime_ns):
                return
        raise SourceError(self.path, "the file changed while it was being read; run the build again")

    def numbered(self, records: pl.Series) -> pl.DataFrame:
        """The records with these numbers, in the order of the numbers."""
        found = self.lazy.filter(pl.col("record").is_in(records.implode())).collect()
        return records.to_frame("record").join(found, on="record", how="left", maintain_order="left")


def raw_file(path: Path, required: Iterable[str], label: str | None = None, *, may_be_empty: bool = False) -> RawFile:
    """Check a file and make it ready to be read.

    Args:
        path: A CSV file in UTF-8 with a header.
        required: The columns that must be there.
        label: What to call it in the warehouse, if not by its name.
        may_be_empty: Whether a header without records is a sound file.

    Raises:
        SourceError: The file is missing, empty, binary, not in UTF-8 or cut off, or lacks a column or all records.
    """
    header = _header(path)
    state = path.stat()
    for column in required:
        if column not in header:
            raise SourceError(path, f"the column is missing; the header has: {', '.join(header)}", column=column)
    if duplicates := {column for column in header if header.count(column) > 1}:
        raise SourceError(path, "the header names the column twice; keep one", column=min(duplicates))
    count, overlong = _structure(path, header)
    if count == 0 and not may_be_empty:
        raise SourceError(path, "there is a header but no record; fetch the file again")
    texts = pl.col(header)
    usable = (
        _scanned(path, header, count)
        .select(pl.col("record").cast(pl.Int64), pl.when(texts != "").then(texts))
        .filter(~pl.col("record").is_in(overlong["record"].implode()))
    )
    return RawFile(path, label or path.name, count, tuple(header), usable, overlong, state)


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


def _structure(path: Path, header: list[str]) -> tuple[int, pl.DataFrame]:
    """Count the records of a file, and set aside those with too many fields.

    Raises:
        SourceError: The file is not in UTF-8, a quoted field is broken, or the file ends in the middle of a record.
    """
    overlong: list[tuple[int, None, str, str, str]] = []
    number = -1
    fields: list[str] = []
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        reader = csv.reader(file, strict=True)
        try:
            next(reader)
            for number, fields in enumerate(reader):
                if len(fields) > len(header):
                    overlong.append(
                        (number, None, "rejected", "the record has more fields than the header", csv_text([tuple(fields)])[0])
                    )
        except csv.Error as error:
            fault = f"a quoted field is broken or the file was cut off ({error}); fetch the file again"
            raise SourceError(path, fault, record=number + 1, column=_last_column(path, header, number + 1)) from error
        except UnicodeDecodeError as error:
            raise _encoding_fault(path, header) from error
    if fields and len(fields) < len(header) and not _ends_with_line_break(path):
        cut_column = header[len(fields) - 1]
        raise SourceError(path, "the file ends in the middle of this record; fetch it again", record=number, column=cut_column)
    return number + 1, pl.DataFrame(overlong, schema=SET_ASIDE_SCHEMA, orient="row")


def _scanned(path: Path, header: list[str], count: int) -> pl.LazyFrame:
    """All records as text, fields beyond the header left out."""
    schema: dict[str, type[pl.DataType]] = dict.fromkeys(header, pl.String)
    lazy = pl.scan_csv(path, glob=False, schema=schema, row_index_name="record", truncate_ragged_lines=True)
    with suppress(pl.exceptions.PolarsError):
        if lazy.select(pl.len()).collect(engine="streaming").item() == count:
            return lazy
    # Polars stumbles over a quote inside a field without quotes, which is odd but has one meaning.
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        _, *rows = csv.reader(file)
    padded = [(number, *fields, *[None] * (len(header) - len(fields)))[: len(header) + 1] for number, fields in enumerate(rows)]
    return pl.LazyFrame(padded, schema={"record": pl.Int64, **schema}, orient="row")


def _ends_with_line_break(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, io.SEEK_END)
        return file.read(1) in b"\r\n"


def _last_column(path: Path, header: list[str], record: int) -> str:
    """The column that the last field of a broken record belongs to, as a lenient reader sees it."""
    with path.open(encoding="latin-1", newline="") as file:
        fields = next(islice(csv.reader(file), record + 1, None))
    return header[min(len(fields), len(header)) - 1]


def _encoding_fault(path: Path, header: list[str]) -> SourceError:
    """The first field that is not UTF-8."""
    with path.open(encoding="latin-1", newline="\n") as file:  # one character per byte, so that no byte stops the reader
        for number, fields in enumerate(csv.reader(file), start=-1):
            for position, text in enumerate(fields):
                try:
                    text.encode("latin-1").decode("utf-8")
                except UnicodeDecodeError as error:
                    column = header[position] if position < len(header) else None
                    fault = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
                    return SourceError(path, fault, record=number, column=column)
    return SourceError(path, "the file is not UTF-8 text; save it as UTF-8")
