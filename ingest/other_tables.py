"""Texts that are tables, but not in the one way that a build reads: what they are, and the command that rewrites them."""

import csv
from collections.abc import Collection
from itertools import islice
from pathlib import Path
from shlex import quote

from ingest.record_index import records_from_start

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def separator_fault(path: Path, required: Collection[str]) -> str | None:
    """What to say of a file whose header has the required columns if something else than a comma separates them."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        line = file.readline()
    for separator, name in _SEPARATORS.items():
        columns = next(csv.reader([line], delimiter=separator), [])
        if len(columns) > 1 and set(required) <= set(columns):
            return f"its fields are separated by {name} ({separator!r}), and must be by commas; " + _rewritten(
                path, f"delimiter=chr({ord(separator)})"
            )
    return None


def escape_fault(path: Path, header: list[str], record: int) -> str | None:
    """What to say of a file with a broken field when it is sound if a backslash escapes quotes.

    Args:
        path: The file.
        header: The names of its columns.
        record: The number of the first record that is broken.
    """
    with path.open("rb") as file:
        records_from_start(file)
        lines = map(bytes.decode, file)
        try:
            escaped = islice(csv.reader(lines, strict=True, doublequote=False, escapechar="\\"), record + 2)
            fields = [len(fields) for fields in escaped]
        except (csv.Error, UnicodeDecodeError):
            return None
    if fields[record + 1 :] != [len(header)]:
        return None
    return "quotes within its fields are escaped by a backslash, and must be doubled; " + _rewritten(
        path, "doublequote=False, escapechar=chr(92)"
    )


def encoding_advice(path: Path) -> str:
    """What to do with a file that is not in UTF-8."""
    return (
        "save the file as UTF-8; if it is in Windows-1252, as Excel writes: "
        f"iconv -f WINDOWS-1252 -t UTF-8 {quote(str(path))} > {quote(_rewritten_name(path))}"
    )


def _rewritten(path: Path, options: str) -> str:
    """The command that writes a table anew."""
    program = (
        "import csv, sys; csv.field_size_limit(sys.maxsize); "
        f"csv.writer(sys.stdout, lineterminator=chr(10)).writerows(csv.reader(sys.stdin, {options}))"
    )
    return f"write it anew: python3 -X utf8 -c {quote(program)} < {quote(str(path))} > {quote(_rewritten_name(path))}"


def _rewritten_name(path: Path) -> str:
    return f"new_{path.name}"
