"""Typed values from text, and the faults of those that do not fit."""

import polars as pl

WHOLE_NUMBER = r"^[+-]?[0-9]{1,18}(?:\.0*)?$"
_YEAR_0 = -62_167_219_200
_YEAR_10_000 = 253_402_300_800
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def whole_number(column: str, dtype: type[pl.DataType] = pl.Int64) -> pl.Expr:
    """An integer, also written as ``81.0``; null where the text is none or does not fit the type."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.contains(WHOLE_NUMBER)).then(text.str.extract(r"^([+-]?[0-9]+)")).cast(dtype, strict=False)


def number(column: str) -> pl.Expr:
    """A finite floating-point number; null where the text is none."""
    value = pl.col(column).str.strip_chars().cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def date(column: str) -> pl.Expr:
    """A calendar date written as AAAA-mm-dd; null where the text is none."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.contains(DATE)).then(text).str.to_date("%Y-%m-%d", strict=False)


def unix_time(column: str) -> pl.Expr:
    """A moment in UTC written as seconds since 1970; null where the text is none or the year has not four digits."""
    seconds = whole_number(column)
    return pl.from_epoch(pl.when(seconds.is_between(_YEAR_0, _YEAR_10_000, closed="left")).then(seconds), time_unit="s")
