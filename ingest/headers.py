"""What the header of a file says of its layout, before the file is opened as one of it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ingest.dialect import columns_in, dialect_of, first_line
from ingest.errors import SourceError, shortened
from ingest.layout import Kind, Layout, Lists
from ingest.layouts import LAYOUTS, layout_marked, names_of

_SHOWN_COLUMNS = 6
_TABLES = {".csv", ".tsv"}


def columns_of(path: Path, fits: Callable[[list[str]], bool]) -> list[str]:
    """The columns that a file seems to have, with what separates them so that they fit, if anything does."""
    return columns_in(first_line(path), dialect_of(path, fits))


def layout_of_header(path: Path) -> Layout | None:
    """The layout of a file whose columns no other layout has; none if it is no table, or they might be those of several."""
    if path.is_symlink() or not path.is_file() or path.suffix.casefold() not in _TABLES:
        return None
    with suppress(OSError, SourceError):  # what is wrong with a file matters only if it is used
        return layout_marked(columns_of(path, lambda columns: layout_marked(columns) is not None))
    return None


def look_of(path: Path) -> str:
    """What a file looks like, for people who wonder why it is not used."""
    if path.is_symlink() or not path.is_file():
        return "(no regular file)"
    if path.suffix.casefold() not in _TABLES:
        return f"({path.suffix[1:]})"
    columns = columns_of(path, lambda columns: len(columns) > 1)
    more = ", …" if len(columns) > _SHOWN_COLUMNS else ""
    return f"(columns {', '.join(map(shortened, columns[:_SHOWN_COLUMNS]))}{more}{_advice(columns)})"


def _advice(columns: list[str]) -> str:
    """What a file should be called that could be one of films."""
    if not any(layout.kind is Kind.FILMS and layout.has_required(columns) for layout in LAYOUTS):
        return ""
    entries, names = names_of(Lists.ENTRIES), names_of(Lists.NAMES)
    return f"; it looks like films: call it {entries[0]} if its lists are records with ids, or {names[0]} if they are names"
