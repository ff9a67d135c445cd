"""Nested columns: lists of flat records written as Python literals or as JSON inside a CSV cell.

Most cells are regular: every entry has the same keys in the same order. Those are read by one regular expression that is a strict
grammar of the notation, over whole columns at once. A cell that the expression does not cover to its last character goes to the
standard parser (`ast.literal_eval` or `json.loads`), so every value equals what that parser gives.

The text between two entries, ``}, {``, may also stand inside a string. Splitting there is exact all the same: the expression is
anchored and reads strings as tokens, so a piece that was cut inside a string cannot match, and its whole cell is parsed the slow
way.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from ingest.entry_patterns import Fields, entry, plain_entry
from ingest.notation import JSON, PARSE_ERRORS, PYTHON, Notation

_SEPARATOR = "}, {"
_MOST_PIECES = 5
_NO_ENTRY = r"^\s*(?:\[\s*\]\s*)?$"
_FIRST_QUOTE = re.compile(r"""\{\s*(['"])""")


class Entries(NamedTuple):
    """What the cells of one column held.

    Attributes:
        parsed: One row per entry, in no particular order: `record`, `position` (from 0, in its cell) and a column per field.
        rejected: One row per entry, or whole cell, that could not be used: `record`, `reason`, `raw_text`.
    """

    parsed: pl.DataFrame
    rejected: pl.DataFrame


def entries(cells: pl.DataFrame, column: str, fields: Fields, required: tuple[str, ...]) -> Entries:
    """Parse a nested column.

    Args:
        cells: Has `record` (the number of the record in its file) and the column. Null, empty text and ``[]`` hold no entry; a
            single entry may stand without brackets.
        column: The nested column.
        fields: The keys to keep.
        required: The keys without which an entry is rejected.
    """
    listed = cells.select("record", cell=column).filter(~pl.col("cell").str.contains(_NO_ENTRY))
    notation = _notation(listed["cell"])
    regular, others = _regular_entries(listed, fields, notation)
    irregular, rejected = _irregular_entries(others, fields, notation)
    parsed = pl.concat([regular, irregular])
    complete = pl.all_horizontal(pl.col(key).is_not_null() for key in required)
    missing = pl.concat_str(
        [pl.when(pl.col(key).is_null()).then(pl.lit(key)) for key in required], separator=", ", ignore_nulls=True
    )
    incomplete = (
        parsed.filter(~complete)
        .sort("record", "position")
        .select("record", reason=pl.format("the entry has no {}", missing), raw_text=pl.struct(*fields).struct.json_encode())
    )
    return Entries(parsed.filter(complete), pl.concat([rejected, incomplete]).sort("record", maintain_order=True))


def _notation(cells: pl.Series) -> Notation:
    """Tell the notation of a column from the quote before its first key."""
    quotes = (found.group(1) for (cell,) in cells.to_frame().iter_rows() if (found := _FIRST_QUOTE.search(cell)))
    return JSON if next(quotes, None) == JSON.quote else PYTHON


def _regular_entries(listed: pl.DataFrame, fields: Fields, notation: Notation) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the cells whose entries all have the keys of the column's first entry; give the others back as they are.

    Nearly all entries match an expression that knows only the plain strings of the notation and gives their text at once. The
    few that it does not match are tried with one that knows all strings.
    """
    keys = _first_keys(listed["cell"], notation)
    wanted = {key: f"value_{number}" for number, key in enumerate(keys) if key in fields}
    if not wanted:
        return _entry_frame([], fields), listed
    pieces = (
        listed.lazy()
        .select("record", piece=_body().str.split(_SEPARATOR))
        .filter(pl.col("piece").is_not_null())
        .with_columns(position=pl.int_ranges(0, pl.col("piece").list.len()))
        .explode("piece", "position")
        .with_columns(pl.col("piece").str.extract_groups(plain_entry(keys, wanted, fields, notation)).alias("groups"))
        .unnest("groups")
        .select(
            "record",
            "position",
            *(_value(wanted.get(key), dtype).alias(key) for key, dtype in fields.items()),
            unread=pl.when(pl.all_horizontal(pl.col(group).is_null() for group in wanted.values())).then("piece"),
        )
        .collect(engine="streaming")  # which works on all cores, piece by piece
    )
    unread = pieces.filter(pl.col("unread").is_not_null()).select("record", "position", piece="unread")
    quoted, misread = _quoted_entries(unread, keys, wanted, fields, notation)
    is_misread = pl.col("record").is_in(misread.implode())
    read = pieces.filter(pl.col("unread").is_null() & ~is_misread if misread.len() else pl.col("unread").is_null()).drop("unread")
    return pl.concat([read, quoted.filter(~is_misread)]), listed.filter(_body().is_null() | is_misread)


def _body() -> pl.Expr:
    """What stands in a cell between the braces of the first and of the last entry; null when it is no list of entries."""
    cell = pl.col("cell")
    return (
        pl.when(cell.str.starts_with("[{") & cell.str.ends_with("}]"))
        .then(cell.str.slice(2).str.head(-2))
        .when(cell.str.starts_with("{") & cell.str.ends_with("}"))
        .then(cell.str.slice(1).str.head(-1))
    )


def _quoted_entries(
    unread: pl.DataFrame, keys: tuple[str, ...], wanted: Mapping[str, str], fields: Fields, notation: Notation
) -> tuple[pl.DataFrame, pl.Series]:
    """Read the pieces with strings that need care, and name the records with a piece that is no entry."""
    read = (
        unread.lazy()
        .with_columns(pl.col("piece").str.extract_groups(entry(keys, wanted, fields, notation)).alias("groups"))
        .unnest("groups")
        .select(
            "record",
            "position",
            *(_decoded(wanted.get(key), dtype, notation).alias(key) for key, dtype in fields.items()),
            misread=pl.when(pl.col(next(iter(wanted.values()))).is_null()).then("record"),
            escaped=pl.when(pl.col("piece").str.contains("\\", literal=True)).then("piece"),
        )
        .collect(engine="streaming")
    )
    rows: list[tuple[Any, ...]] = []
    misread: list[int] = read["misread"].drop_nulls().to_list()
    for record, position, piece in read.drop_nulls("escaped").select("record", "position", "escaped").iter_rows():
        try:
            value = notation.parse(f"{{{piece}}}")
        except PARSE_ERRORS:
            misread.append(record)
        else:
            if _fault(value, fields):
                misread.append(record)
            else:
                rows.append((record, position, *(value.get(key) for key in fields)))
    plain = read.filter(pl.col("escaped").is_null()).drop("misread", "escaped")
    return pl.concat([plain, _entry_frame(rows, fields)]), pl.Series("record", misread, pl.Int64).unique()


def _first_keys(cells: pl.Series, notation: Notation) -> tuple[str, ...]:
    """The keys of the first entry that parses, or none when a regular expression cannot name them."""
    for cell in cells.head(100):
        try:
            first = notation.parse(_as_list(cell.strip()))[0]
        except (*PARSE_ERRORS, IndexError, KeyError):
            continue
        if isinstance(first, dict):
            return tuple(first) if all(isinstance(key, str) and key.isidentifier() for key in first) else ()
    return ()


def _value(group: str | None, dtype: type[pl.DataType]) -> pl.Expr:
    return pl.lit(None, dtype) if group is None else pl.col(group).cast(dtype)


def _decoded(group: str | None, dtype: type[pl.DataType], notation: Notation) -> pl.Expr:
    """The values of literals that match the grammar and hold no escapes."""
    if group is None:
        return pl.lit(None, dtype)
    literal = pl.col(group)
    not_null = pl.when(literal != notation.constants[0])
    return not_null.then(literal.str.slice(1).str.head(-1) if dtype is pl.String else literal).cast(dtype)


def _irregular_entries(listed: pl.DataFrame, fields: Fields, notation: Notation) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read cells with the standard parser: whole, and where that fails entry by entry."""
    rows: list[tuple[Any, ...]] = []
    rejected: list[tuple[int, str, str]] = []
    for record, cell in listed.iter_rows():
        for position, (text, value) in enumerate(_cell_values(_as_list(cell.strip()), notation)):
            fault = value if isinstance(value, str) else _fault(value, fields)
            if fault:
                rejected.append((record, fault, text))
            else:
                rows.append((record, position, *(value.get(key) for key in fields)))
    rejected_schema = {"record": pl.Int64, "reason": pl.String, "raw_text": pl.String}
    return _entry_frame(rows, fields), pl.DataFrame(rejected, schema=rejected_schema, orient="row")


def _as_list(cell: str) -> str:
    """A single entry may stand without brackets."""
    return f"[{cell}]" if cell.startswith("{") else cell


def _cell_values(cell: str, notation: Notation) -> Iterator[tuple[str, Any]]:
    """Pairs of an entry's text and its value, or the sentence that says why there is none."""
    try:
        values = notation.parse(cell)
    except PARSE_ERRORS:
        yield from _piece_values(cell, notation)
    else:
        if isinstance(values, list):
            yield from ((repr(value), value) for value in values)
        else:
            yield cell, "the cell is not a list of entries"


def _piece_values(cell: str, notation: Notation) -> Iterator[tuple[str, Any]]:
    """The entries of a cell that cannot be parsed as a whole, each by itself."""
    pieces = cell.removeprefix("[").removesuffix("]").removeprefix("{").removesuffix("}").split(_SEPARATOR)
    start = 0
    while start < len(pieces):
        for end in range(start + 1, min(start + _MOST_PIECES, len(pieces)) + 1):  # a string may hold the separator
            text = f"{{{_SEPARATOR.join(pieces[start:end])}}}"
            try:
                value = notation.parse(text)
            except PARSE_ERRORS:
                continue
            yield text, value
            start = end
            break
        else:
            yield f"{{{pieces[start]}}}", f"the entry is not {notation.name}"
            start += 1


def _fault(value: object, fields: Fields) -> str | None:
    if not isinstance(value, dict):
        return "the entry is not a record of keys and values"
    for key, dtype in fields.items():
        given = value.get(key)
        fits = given is None or (_is_text(given) if dtype is pl.String else _is_int32(given))
        if not fits:
            return f"{key} is not {'text' if dtype is pl.String else 'a whole number of 32 bits'}"
    return None


def _is_text(value: object) -> bool:
    """Whether a value is text that UTF-8 can hold: half a surrogate pair, which an escape can write, is none."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_int32(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31


def _entry_frame(rows: list[tuple[Any, ...]], fields: Fields) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"record": pl.Int64, "position": pl.Int64, **fields}, orient="row")
