"""Raw tables in compressed files, in archives and in Parquet files, written out as the CSV files that a build reads."""

import gzip
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

import duckdb

from ingest.errors import SourceError

# zipfile raises NotImplementedError for a compression that it does not know, and RuntimeError for a file with a password.
_FAULTS = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, duckdb.Error)
_COMPRESSED = (".csv.gz", ".csv.zst", ".tsv.gz")

LARGEST_TABLE = 10_000_000_000
"""The bytes that a table in an archive or a compressed file may have: several times those of the largest data sets of films."""

_PIECE = 1 << 20


class Readable(Protocol):
    """A file that gives its next bytes."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


def tables_in(path: Path) -> dict[str, str]:
    """The names of the CSV files that a file can be unpacked to, each with the member of the archive that it is.

    Raises:
        SourceError: An archive cannot be read.
    """
    name = path.name
    if not path.is_file():
        return {}
    if name.casefold().endswith(_COMPRESSED):
        return {name.rpartition(".")[0]: ""}
    if name.casefold().endswith(".parquet"):
        return {f"{name.rpartition('.')[0]}.csv": ""}
    if not name.casefold().endswith(".zip"):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = [PurePosixPath(member) for member in archive.namelist()]
    except _FAULTS as error:
        raise SourceError(path, f"the archive cannot be read: {error}; fetch it again") from error
    return {
        member.name: str(member) for member in members if member.suffix.casefold() == ".csv" and "__MACOSX" not in member.parts
    }


def unpack(path: Path, member: str, place: Path) -> None:
    """Write a table out as a CSV file.

    Args:
        path: The file that holds it.
        member: Which of its members the table is, if it is an archive.
        place: Where the CSV file goes.

    Raises:
        SourceError: The file cannot be read, or the table is larger than any that is known.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    suffix = path.suffix.casefold()
    try:
        if suffix == ".parquet":
            from ingest.parquet import is_larger, write_csv  # noqa: PLC0415 - PyArrow takes a quarter of the time to start

            if is_larger(path, LARGEST_TABLE):
                raise _too_large(path)
            write_csv(path, place)
            return
        with place.open("wb") as out:
            if suffix == ".gz":
                with gzip.open(path) as file:
                    _copy(file, out, path)
            elif suffix == ".zst":
                import pyarrow as pa  # noqa: PLC0415 - takes a quarter of the time in which the program starts

                with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as file:
                    _copy(file, out, path)
            else:
                with zipfile.ZipFile(path) as archive, archive.open(member) as file:
                    _copy(file, out, path)
    except _FAULTS as error:
        raise SourceError(path, f"the file cannot be unpacked: {error}; fetch it again") from error


def _copy(file: Readable, out: IO[bytes], path: Path) -> None:
    """Copy a table as far as it may go: a small file can be made that unpacks to more than any disk holds."""
    size = 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > LARGEST_TABLE:
            raise _too_large(path)
        out.write(piece)


def _too_large(path: Path) -> SourceError:
    """What is said of a file that was made, or has grown, to fill a disk."""
    fault = (
        f"it unpacks to more than {LARGEST_TABLE:,} bytes, which no known data set does; if it is sound, unpack it "
        "yourself and put the CSV file in its place"
    )
    return SourceError(path, fault)
