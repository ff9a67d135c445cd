"""How much of a column cannot be read, and whether it is too much.

A few cells that cannot be read are faults of these cells. Where it is many, the file is not what it is taken for.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from ingest.errors import SourceError, shortened
from ingest.limits import MOST_UNREADABLE
from ingest.raw_csv import RawFile

_LEAST_CELLS = 50
_HALF = 0.5
_SHOWN = 3


@dataclass(frozen=True)
class Unread:
    """How much of a column cannot be read.

    Attributes:
        filled: How many of its cells hold something.
        cells: How many of these cannot be read.
        examples: The first few of them.
    """

    filled: int
    cells: int
    examples: tuple[str, ...]

    def __add__(self, other: "Unread") -> "Unread":
        """That of two parts of a column."""
        return Unread(self.filled + other.filled, self.cells + other.cells, (*self.examples, *other.examples)[:_SHOWN])

    def is_refused(self, most: float) -> bool:
        """Whether it is more than may be: of few cells, more than half of them."""
        return self.cells > self.filled * (most if self.filled >= _LEAST_CELLS else max(most, _HALF))

    def __str__(self) -> str:
        """The share and the examples in words."""
        cells = "1 cell" if self.filled == 1 else f"{self.filled:,} cells"
        examples = ", ".join(f"'{shortened(text)}'" for text in self.examples)
        return f"{self.cells:,} of {cells} ({self.cells / self.filled:.1%}) cannot be read, such as {examples}"


NOTHING_UNREAD = Unread(0, 0, ())


def unread(filled: int, texts: pl.Series) -> Unread:
    """How much of a column cannot be read, from the texts that cannot be."""
    return Unread(filled, texts.len(), tuple(texts.unique(maintain_order=True).head(_SHOWN)))


class Judge:
    """Refuses files with columns that cannot be read, or says what is lost where that is accepted.

    Args:
        most: The share of the cells of a column that may be unreadable.
        note: Called with what a user should know.
    """

    def __init__(self, most: float, note: Callable[[str], None]) -> None:
        self.note = note
        self._most = most

    def judge(self, raw: RawFile, column: str, found: Unread, expected: str) -> None:
        """Judge a column.

        Args:
            raw: The file.
            column: The column.
            found: What of it cannot be read.
            expected: What its cells should be.

        Raises:
            SourceError: It is too much.
        """
        if found.is_refused(self._most):
            fault = f"{found}; expected {expected}; to go on without them, use --accept-unreadable SHARE"
            raise SourceError(raw.path, fault, column=raw.given_name(column))
        if found.is_refused(MOST_UNREADABLE):
            self.note(f"LOST: {raw.label}, column '{raw.given_name(column)}': {found}")
