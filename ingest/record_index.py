"""Where the records of a CSV file stand in it, so that their text can be had as it stands there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from ingest.dialect import PLAIN_DIALECT, Dialect

STRIDE = 4096
"""Of every so many records the place of the first is known; the others are found by reading on from there."""

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class RecordIndex:
    """The places of some records.

    Attributes:
        path: The file.
        offsets: The byte at which every `STRIDE`th record begins, from record 0 on.
        dialect: How the records are written.
    """

    path: Path
    offsets: tuple[int, ...]
    dialect: Dialect = PLAIN_DIALECT

    def texts(self, records: Iterable[int]) -> dict[int, str]:
        """The lines of records as they stand in the file, without the line break at the end."""
        found: dict[int, str] = {}
        with self.path.open("rb") as file:
            for stride, numbers in groupby(sorted(set(records)), lambda record: record // STRIDE):
                wanted = set(numbers)
                file.seek(self.offsets[stride])
                texts = enumerate(_record_texts(file, self.dialect), start=stride * STRIDE)
                found.update((number, text) for number, text in islice(texts, max(wanted) % STRIDE + 1) if number in wanted)
        return found


def records_from_start(file: BinaryIO, dialect: Dialect) -> Iterator[list[str]]:
    """The fields of the header and of every record, read strictly and so that the file's place is between two of them.

    Raises:
        csv.Error: A quoted field is broken or does not end.
        UnicodeDecodeError: The file is not in UTF-8.
    """
    if file.read(len(_MARK)) != _MARK:
        file.seek(0)
    return dialect.records(map(bytes.decode, file))


def _record_texts(file: BinaryIO, dialect: Dialect) -> Iterator[str]:
    """The text of every record from the file's place on."""
    lines: list[str] = []

    def kept() -> Iterator[str]:
        for line in map(bytes.decode, file):
            lines.append(line)
            yield line

    for _ in dialect.records(kept()):
        yield "".join(lines).removesuffix("\n").removesuffix("\r")
        lines.clear()
