"""What fits into the fields that are kept of an entry of a nested cell."""

from typing import Any

import polars as pl

from ingest.entry_patterns import Fields

NOUNS = {pl.String: "text", pl.Int32: "a whole number of 32 bits"}


def fits(value: object, dtype: type[pl.DataType]) -> bool:
    """Whether a parsed value is null or of a field's type."""
    return value is None or (_is_text(value) if dtype is pl.String else _is_int32(value))


def entry_frame(rows: list[tuple[Any, ...]], fields: Fields) -> pl.DataFrame:
    """Entries, each with its record, its place in the cell and its fields."""
    return pl.DataFrame(rows, schema={"record": pl.Int64, "position": pl.Int64, **fields}, orient="row")


def _is_text(value: object) -> bool:
    """Whether a value is text that UTF-8 can hold: half a surrogate pair, which an escape can write, is none."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_int32(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31
