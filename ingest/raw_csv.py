"""Raw CSV files as frames of text.

The standard library's reader walks a file once, strictly: it counts the records, names the record and the column of a fault, and
finds records that have too many fields. Then Polars reads the values, all at once or in batches.
"""

import csv
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import polars as pl

from ingest.csv_structure import Structure, encoding_advice, structure
from ingest.dialect import Dialect, dialect_of
from ingest.errors import SourceError
from ingest.formats import Format
from ingest.layout import given_names
from ingest.record_index import records_from_start
from ingest.regular_files import require_regular

_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


_BATCH_BYTES = 32_000_000


class RecordTexts(Protocol):
    """Knows the texts of records as they stand in the file."""

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""

    def texts(self, records: Iterable[int]) -> dict[int, str]:
        """The texts of some records, by their numbers."""


SET_ASIDE_SCHEMA = {"record": pl.Int64, "movie_id": pl.Int64, "action": pl.String, "reason": pl.String, "raw_text": pl.String}


@dataclass(frozen=True)
class RawFile:
    """The records of one file.

    Attributes:
        path: The file.
        label: What it is called in the warehouse: its name, or its path in the folder of raw files.
        count: How many records it holds.
        columns: The names in its header.
        lazy: The records that are to be used: `record`, its 0-based number, and each column as text; an empty field is null.
        set_aside: The other records, and why they are not used, in the columns of `SET_ASIDE_SCHEMA`.
        state: The file's size, times and so on before anything of it was read.
        index: What gives the texts of records.
        ends: Of each record that was put together from several, the number of the last of them.
        formats: The formats of the columns whose values are not written in the plain one.
        given_names: What columns are called in the file that the build calls otherwise.
    """

    path: Path
    label: str
    count: int
    columns: tuple[str, ...]
    lazy: pl.LazyFrame
    set_aside: pl.DataFrame
    state: os.stat_result
    index: RecordTexts
    ends: Mapping[int, int] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    given_names: Mapping[str, str] = field(default_factory=dict)

    def given_name(self, column: str) -> str:
        """What a column is called in the file."""
        return self.given_names.get(column, column)

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""
        return self.index.dialect

    @property
    def records(self) -> pl.DataFrame:
        """All records that are to be used."""
        return self.lazy.collect()

    def batches(self) -> Iterator[pl.DataFrame]:
        """The records that are to be used, some megabytes of text at a time, in the order of the file."""
        size = max(1, self.count * _BATCH_BYTES // self.state.st_size)
        yield self.lazy.head(0).collect()  # so that there is a batch even when no record is to be used
        yield from self.lazy.collect_batches(chunk_size=size, maintain_order=True)

    def head(self, count: int) -> "RawFile":
        """The first records of the file."""
        return replace(self, count=count, lazy=self.lazy.filter(pl.col("record") < count))

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

    def texts(self, records: pl.Series) -> pl.Series:
        """The text of records as it stands in the file, with the lines of all pieces of one that was put together.

        Raises:
            SourceError: The file is not as it was at first, so that its records may be others.
        """
        self.check_unchanged()
        spans = [range(record, self.ends.get(record, record) + 1) for record in records]
        found = self.index.texts(number for span in spans for number in span)
        return pl.Series("raw_text", ["\n".join(found[number] for number in span) for span in spans], pl.String)

    def without(self, gone: pl.DataFrame) -> "RawFile":
        """Set records aside.

        Args:
            gone: `record`, `action` and `reason`; `movie_id` where it is known; and `raw_text` if it is not that of the record.
        """
        if gone.is_empty():
            return self
        if "movie_id" not in gone.columns:
            gone = gone.with_columns(movie_id=pl.lit(None))
        if "raw_text" not in gone.columns:
            gone = gone.with_columns(self.texts(gone["record"]))
        set_aside = gone.select(*SET_ASIDE_SCHEMA).cast(pl.Schema(SET_ASIDE_SCHEMA))
        return replace(
            self,
            lazy=self.lazy.filter(~pl.col("record").is_in(gone["record"].implode())),
            set_aside=pl.concat([self.set_aside, set_aside]),
        )


def raw_file(
    path: Path,
    required: Iterable[str],
    *,
    aliases: Mapping[str, Sequence[str]] = MappingProxyType({}),
    may_be_empty: bool = False,
    accept_cut: bool = False,
) -> RawFile:
    """Check a file and make it ready to be read.

    Args:
        path: A CSV file in UTF-8 with a header.
        required: The columns that must be there.
        aliases: What the file may call columns instead.
        may_be_empty: Whether a header without records is a sound file.
        accept_cut: Whether the last record may end without a line break.

    Raises:
        SourceError: The file is missing, no regular file, empty, binary, not in UTF-8 or cut off, or lacks a column or all
            records.
    """
    require_regular(path)
    state = path.stat()
    needed = tuple(required)
    dialect, header = _header(path, lambda columns: {*needed} <= {*columns, *given_names(columns, aliases)})
    given = given_names(header, aliases)
    for column in needed:
        if column not in header and column not in given:
            others = "".join(f" (or '{alias}')" for alias in aliases.get(column, ()))
            raise SourceError(path, f"the column is missing{others}; the header has: {', '.join(header)}", column=column)
    if duplicates := {column for column in header if header.count(column) > 1}:
        raise SourceError(path, "the header names the column twice; keep one", column=min(duplicates))
    if "record" in header:
        raise SourceError(path, "the build calls the number of a record so; give the column another name", column="record")
    found = structure(path, header, dialect, accept_cut=accept_cut)
    if found.count == 0 and not may_be_empty:
        raise SourceError(path, "there is a header but no record; fetch the file again")
    texts = pl.col(header)
    usable = _scanned(path, header, found).select(pl.col("record").cast(pl.Int64), pl.when(texts != "").then(texts))
    names = {given_name: column for column, given_name in given.items()}
    raw = RawFile(
        path,
        path.name,
        found.count,
        tuple(names.get(column, column) for column in header),
        usable.rename(names),
        pl.DataFrame(schema=SET_ASIDE_SCHEMA),
        state,
        found.index,
        given_names=given,
    )
    overlong = pl.DataFrame({"record": found.overlong}, {"record": pl.Int64})
    return raw.without(
        overlong.with_columns(action=pl.lit("rejected"), reason=pl.lit("the record has more fields than the header"))
    )


def _header(path: Path, fits: Callable[[list[str]], bool]) -> tuple[Dialect, list[str]]:
    """The dialect of a file as far as its header tells it, and the columns that the header names."""
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
    csv.field_size_limit(sys.maxsize)
    dialect = dialect_of(path, fits)
    try:
        with path.open("rb") as file:
            return dialect, next(records_from_start(file, dialect))
    except UnicodeDecodeError as error:
        raise SourceError(path, f"the header is not UTF-8 text; {encoding_advice(path)}") from error
    except csv.Error as error:
        raise SourceError(path, f"a quoted field of the header is broken ({error}); fetch the file again") from error


def _scanned(path: Path, header: list[str], found: Structure) -> pl.LazyFrame:
    """All records as text, fields beyond the header left out."""
    schema: dict[str, type[pl.DataType]] = dict.fromkeys(header, pl.String)
    dialect = found.index.dialect
    if not dialect.is_escaped:
        lazy = pl.scan_csv(
            path, glob=False, schema=schema, separator=dialect.separator, row_index_name="record", truncate_ragged_lines=True
        )
        with suppress(pl.exceptions.PolarsError):
            if lazy.select(pl.len()).collect(engine="streaming").item() == found.count:
                return lazy
    # Polars knows no escapes, and stumbles over a quote inside a field without quotes, which is odd but has one meaning.
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        _, *rows = dialect.records(file)
    padded = [(number, *fields, *[None] * (len(header) - len(fields)))[: len(header) + 1] for number, fields in enumerate(rows)]
    return pl.LazyFrame(padded, schema={"record": pl.Int64, **schema}, orient="row")
