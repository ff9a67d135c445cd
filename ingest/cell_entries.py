"""The entries of one nested cell, with their texts as they stand in it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingest.notation import JSON, PARSE_ERRORS, PYTHON, Notation

SEPARATOR = "}, {"
_MOST_PIECES = 5
_FIRST_QUOTE = re.compile(r"""\{\s*(['"])""")


class CellEntry(NamedTuple):
    """An entry of a cell, or the whole cell when no entry can be told.

    Attributes:
        value: What the notation's parser gives.
        fault: Why there is no value; else none.
    """

    value: Any
    fault: str | None = None


def notation_of(cell: str) -> Notation | None:
    """The notation of a cell, told from the quote before its first key."""
    found = _FIRST_QUOTE.search(cell)
    return found and (JSON if found.group(1) == JSON.quote else PYTHON)


def cell_entries(cell: str, notation: Notation) -> list[CellEntry]:
    """Read a cell with the notation's parser: whole, and where that fails entry by entry."""
    try:
        values = notation.parse(_as_list(cell))
    except PARSE_ERRORS:
        return [entry for _, entry in _pieces(cell, notation)]
    return [CellEntry(value) for value in values] if isinstance(values, list) else [_NO_LIST]


def entry_texts(cell: str, notation: Notation) -> list[str]:
    """The texts of the entries of a cell, as many as `cell_entries` gives."""
    listed = _as_list(cell)
    try:
        return notation.elements(listed) if isinstance(notation.parse(listed), list) else [cell]
    except PARSE_ERRORS:
        return [text for text, _ in _pieces(cell, notation)]


def _as_list(cell: str) -> str:
    """A single entry may stand without brackets."""
    stripped = cell.strip()
    return f"[{stripped}]" if stripped.startswith("{") else stripped


def _pieces(cell: str, notation: Notation) -> Iterator[tuple[str, CellEntry]]:
    """The entries of a cell that cannot be read as a whole, each with its text; one that has no end goes as far as the next."""
    body = cell.strip().removeprefix("[").removesuffix("]").strip()
    if not body.startswith("{"):
        yield cell, _entry(cell, notation)
        return
    first, *others = body.split(SEPARATOR)
    texts = [first, *(f"{{{text}" for text in others)]
    texts[:-1] = [f"{text}}}" for text in texts[:-1]]
    start = 0
    while start < len(texts):
        for end in range(start + 1, min(start + _MOST_PIECES, len(texts)) + 1):  # a string may hold the separator
            text = ", ".join(texts[start:end])
            entry = _entry(text, notation)
            if entry.fault is None:
                break
        else:
            end, text = start + 1, texts[start]
        yield text, entry
        start = end


def _entry(text: str, notation: Notation) -> CellEntry:
    try:
        return CellEntry(notation.parse(text))
    except PARSE_ERRORS:
        return CellEntry(None, f"the entry is not {notation.name}")


_NO_LIST = CellEntry(None, "the cell is not a list of entries")
