"""The place of a fault that nobody foresaw: which raw file, and which record of it."""

from collections.abc import Callable
from typing import TypeVar

import polars as pl

from ingest.errors import IngestError, SourceError
from ingest.raw_csv import RawFile

Made = TypeVar("Made")

_UNFORESEEN = (Exception, pl.exceptions.PanicException)


def made_of(raw: RawFile, make: Callable[[RawFile], Made]) -> Made:
    """Make something of the records of a file.

    Args:
        raw: The file.
        make: Reads it; it must have no effect, for it runs again on fewer records to find the one that it cannot read.

    Raises:
        SourceError: The file changed, or a record cannot be read; whatever the cause, file and record are named.
    """
    try:
        return make(raw)
    except IngestError:
        raise
    except MemoryError as error:
        raise SourceError(raw.path, "there is too little memory to read the file") from error
    except _UNFORESEEN as error:
        raw.check_unchanged()
        fault = f"this cannot be read: {type(error).__name__}: {str(error).partition(chr(10))[0]}"
        raise SourceError(raw.path, fault, record=_first_fault(raw, make)) from error


def _first_fault(raw: RawFile, make: Callable[[RawFile], object]) -> int | None:
    """The number of the first record that cannot be read; none when the cause is no record."""

    def fails(count: int) -> bool:
        try:
            make(raw.head(count))
        except _UNFORESEEN:
            return True
        return False

    sound, faulty = 0, raw.count
    if fails(sound) or not fails(faulty):
        return None
    while faulty - sound > 1:
        count = (sound + faulty) // 2
        sound, faulty = (sound, count) if fails(count) else (count, faulty)
    return sound
