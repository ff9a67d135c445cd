"""The ways in which tables are written as text: what stands between fields, and how a quote stands within one."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_ESCAPED = re.compile(r'\\([\\"])')
_RETURN = "\ue00d"
"""Stands for a carriage return while the reader of the standard library, which takes one for a line break, is at work."""


@dataclass(frozen=True)
class Dialect:
    r"""One way.

    Attributes:
        separator: What stands between fields.
        is_escaped: Whether a backslash stands before each quote and backslash within a field, as MySQL and R write it; else
            quotes are doubled.
    """

    separator: str = ","
    is_escaped: bool = False

    def __str__(self) -> str:
        """What is unusual about it."""
        parts = [f"{_NAMES[self.separator]} between fields"] if self.separator != "," else []
        parts += ["quotes escaped by a backslash"] if self.is_escaped else []
        return " and ".join(parts)

    def records(self, lines: Iterable[str], *, strict: bool = True) -> Iterator[list[str]]:
        """The fields of each record.

        Args:
            lines: Whole lines with what ends them; no more of them are taken than the record needs. A carriage return that ends
                no line is text.
            strict: Whether text behind a closing quote is an error, and so is a quote that is not closed.

        Raises:
            csv.Error: A quoted field is broken or does not end.
        """
        has_returns = False

        def plain() -> Iterator[str]:
            nonlocal has_returns
            for line in lines:
                text = line.removesuffix("\n").removesuffix("\r")
                if "\r" in text:
                    has_returns = True
                    yield text.replace("\r", _RETURN) + line[len(text) :]
                else:
                    yield line

        escaped = (_ESCAPED.sub(_doubled, line) for line in plain())
        for fields in csv.reader(escaped if self.is_escaped else plain(), strict=strict, delimiter=self.separator):
            yield [field.replace(_RETURN, "\r") for field in fields] if has_returns else fields
            has_returns = False


PLAIN_DIALECT = Dialect()


def dialect_of(path: Path, fits: Callable[[list[str]], bool]) -> Dialect:
    """The dialect of a file as far as its header tells it: commas, unless something else separates the right columns.

    Args:
        path: The file.
        fits: Whether columns are what the header should name.

    Raises:
        SourceError: No line break known to tables ends the header.
    """
    line = first_line(path)
    if "\r" in line.removesuffix("\n").removesuffix("\r"):
        raise SourceError(
            path,
            r"its lines end with a carriage return alone; convert it: tr '\r' '\n' < old.csv > new.csv, and use the new file",
        )
    dialects = [Dialect(separator) for separator in _NAMES]
    return next((dialect for dialect in dialects if fits(columns_in(line, dialect))), PLAIN_DIALECT)


def first_line(path: Path, longest: int = 1_000_000) -> str:
    """The first line of a file, or as much of it as may be a header."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        return file.readline(longest)


def columns_in(line: str, dialect: Dialect = PLAIN_DIALECT) -> list[str]:
    """The columns that a header seems to name."""
    return next(dialect.records([line], strict=False), [])


def _doubled(escaped: "re.Match[str]") -> str:
    return '""' if escaped.group(1) == '"' else "\\"
