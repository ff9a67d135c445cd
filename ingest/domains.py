"""Which values of each typed raw column can be true.

A text that is no such value, or lies outside, becomes null and is written down; where a row is nothing without the value, the row
is rejected. The bounds are wide: they keep out what cannot be, and what arithmetic cannot carry, not what is merely rare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from ingest.formats import DATE_AND_TIME, PLAIN, Format

_LONGEST_QUOTATION = 80
NO_FORMATS: Mapping[str, Format] = MappingProxyType({})


@dataclass(frozen=True)
class Domain:
    """The values that a column may hold.

    Attributes:
        least: The smallest of them.
        greatest: The greatest of them.
        dtype: Their type.
        formats: The formats in which they may also be written, beside those that all values of the type share.
    """

    least: Any
    greatest: Any
    dtype: type[pl.DataType]
    formats: tuple[Format, ...] = ()

    def value(self, column: str, formats: Mapping[str, Format] = NO_FORMATS) -> pl.Expr:
        """The value of a column of texts; null where the text is none or lies outside.

        Args:
            column: The column.
            formats: The formats of columns that are not in the plain one.
        """
        text = pl.col(column).str.strip_chars()
        return self.inside(formats.get(column, PLAIN[self.dtype]).value(text)).cast(self.dtype).alias(column)

    def inside(self, value: pl.Expr) -> pl.Expr:
        """A value of the type where it lies within the bounds, else null."""
        return pl.when(value.is_between(pl.lit(self.least), pl.lit(self.greatest))).then(value)

    def fault(self, text: pl.Expr, column: str) -> pl.Expr:
        """Why a text is no value of a column."""
        shortened = (
            pl.when(text.str.len_chars() > _LONGEST_QUOTATION)
            .then(pl.format("{}…", text.str.head(_LONGEST_QUOTATION)))
            .otherwise(text)
        )
        return pl.format("'{}' is no valid {} ({})", shortened, pl.lit(column), pl.lit(str(self)))

    def __str__(self) -> str:
        """What the values are, in words."""
        bounds = (f"{bound:,}" if isinstance(bound, int | float) else str(bound) for bound in (self.least, self.greatest))
        return f"{_NOUNS[self.dtype]} from {' to '.join(bounds)}"


_NOUNS = {
    pl.Int32: "a whole number",
    pl.Int64: "a whole number",
    pl.Float64: "a number",
    pl.Date: "a date AAAA-mm-dd",
}

ID = Domain(1, 999_999_999, pl.Int32)
_MONEY = Domain(0, 100_000_000_000, pl.Int64)

FILM: Mapping[str, Domain] = {
    "id": ID,
    "release_date": Domain(date(1870, 1, 1), date(2100, 12, 31), pl.Date),
    "budget": _MONEY,
    "revenue": _MONEY,
    "runtime": Domain(0, 100_000, pl.Int32),
    "popularity": Domain(0.0, 1_000_000.0, pl.Float64),
    "vote_average": Domain(0.0, 10.0, pl.Float64),
    "vote_count": Domain(0, 10_000_000, pl.Int32),
}
"""The typed columns of a films file; the brief makes unknown money 0."""

RATING: Mapping[str, Domain] = {
    "userId": ID,
    "movieId": ID,
    "rating": Domain(0.5, 5.0, pl.Float64),
    "timestamp": Domain(0, 4_133_980_799, pl.Int64, (DATE_AND_TIME,)),
}
"""The columns of a ratings file; times are seconds since 1970, until the end of 2100."""

LINK: Mapping[str, Domain] = {"movieId": ID, "tmdbId": ID}
"""The columns of a file of MovieLens ids."""

ENTRY: Mapping[str, Domain] = {"id": ID, "gender": Domain(0, 3, pl.Int32), "order": Domain(0, 100_000, pl.Int32)}
"""The numbers in the entries of nested columns."""

WATCH_PROVIDER: Mapping[str, Domain] = {"provider_id": ID, "display_priority": Domain(0, 100_000, pl.Int32)}
"""The numbers of a file that says where films can be watched."""

CERTIFICATION: Mapping[str, Domain] = {"release_type": Domain(1, 6, pl.Int32), "release_date": FILM["release_date"]}
"""The typed columns of a file of age ratings."""
