"""The nested cells whose entries all have the same keys in the same order, read by one regular expression.

The expression is a strict grammar of the notation. A cell that it does not cover to its last character is given back.

The text between two entries, ``}, {``, may also stand inside a string. Splitting there is exact all the same: the expression is
anchored and reads strings as tokens, so a piece that was cut inside a string cannot match, and its whole cell is given back.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ingest.cell_entries import SEPARATOR, cell_entries
from ingest.entry_fields import entry_frame, fits
from ingest.entry_patterns import Fields, entry, plain_entry
from ingest.notation import PARSE_ERRORS, Notation


def regular_entries(listed: pl.DataFrame, fields: Fields, notation: Notation) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the cells whose entries all have the keys of the column's first entry; give the others back as they are.

    Nearly all entries match an expression that knows only the plain strings of the notation and gives their text at once. The
    few that it does not match are tried with one that knows all strings.
    """
    keys = _first_keys(listed["cell"], notation)
    wanted = {key: f"value_{number}" for number, key in enumerate(keys) if key in fields}
    if not wanted:
        return entry_frame([], fields), listed
    pieces = (
        listed.lazy()
        .select("record", piece=_body().str.split(SEPARATOR))
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
            if isinstance(value, dict) and all(fits(value.get(key), dtype) for key, dtype in fields.items()):
                rows.append((record, position, *(value.get(key) for key in fields)))
            else:
                misread.append(record)
    plain = read.filter(pl.col("escaped").is_null()).drop("misread", "escaped")
    return pl.concat([plain, entry_frame(rows, fields)]), pl.Series("record", misread, pl.Int64).unique()


def _first_keys(cells: pl.Series, notation: Notation) -> tuple[str, ...]:
    """The keys of the first entry that parses, or none when a regular expression cannot name them."""
    for cell in cells.head(100):
        first = next((entry.value for entry in cell_entries(cell, notation)), None)
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
