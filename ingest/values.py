"""Typed values from text."""

import polars as pl

WHOLE_NUMBER = r"^[+-]?[0-9]{1,18}(?:\.0*)?$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def whole_number(column: str) -> pl.Expr:
    """An integer of up to 18 digits, also written as ``81.0``; null where the text is none."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.contains(WHOLE_NUMBER)).then(text.str.extract(r"^([+-]?[0-9]+)")).cast(pl.Int64, strict=False)


def number(column: str) -> pl.Expr:
    """A finite floating-point number; null where the text is none."""
    value = pl.col(column).str.strip_chars().cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value + 0.0)  # which makes 0 of -0


def date(column: str) -> pl.Expr:
    """A calendar date written as AAAA-mm-dd; null where the text is none."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text.str.contains(DATE)).then(text).str.to_date("%Y-%m-%d", strict=False)
