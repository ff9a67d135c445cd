"""The ways in which raw files write numbers, dates and times.

Each is strict: a text that it does not cover from its first to its last character is null.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

_SIGNS = r"US\$|[$€£¥₹]|(?:USD|EUR|GBP|JPY|INR)\b"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?"
_PARTS = {"year": "(?P<year>[0-9]{4})", "month": "(?P<month>[0-9]{1,2})", "day": "(?P<day>[0-9]{1,2})"}


class Format(NamedTuple):
    """A way to write the values of a column.

    Attributes:
        name: What it is called in messages.
        value: Makes a value of a text without white space at its ends: Float64 of a number, Date of a date.
        is_sure: Whether a text in this format is never meant in another one.
    """

    name: str
    value: Callable[[pl.Expr], pl.Expr]
    is_sure: bool = False


def _finite(text: pl.Expr) -> pl.Expr:
    value = text.cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value + 0.0)  # which makes 0 of -0


def _whole(value: pl.Expr) -> pl.Expr:
    return pl.when(value == value.floor()).then(value)


def _plain_whole(text: pl.Expr) -> pl.Expr:
    return _whole(_finite(pl.when(text.str.contains(r"^[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?$")).then(text)))


def _separated(group: str, decimal: str) -> Callable[[pl.Expr], pl.Expr]:
    """Numbers with a sign between groups of three digits, and another one before decimals."""
    pattern = rf"^[+-]?[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})*(?:{re.escape(decimal)}[0-9]+)?$"
    return lambda text: _finite(
        pl.when(text.str.contains(pattern)).then(
            text.str.replace_all(group, "", literal=True).str.replace(decimal, ".", literal=True)
        )
    )


def _decimal_comma(text: pl.Expr) -> pl.Expr:
    return _finite(pl.when(text.str.contains(r"^[+-]?[0-9]+(?:,[0-9]+)?$")).then(text.str.replace(",", ".", literal=True)))


_NUMBER = Format("a number", _finite, is_sure=True)
_WHOLE_NUMBER = Format("a whole number", _plain_whole)
_SEPARATED = (
    Format("a number with a decimal comma, as in 7,5", _decimal_comma),
    Format("a number with commas between thousands, as in 1,000,000", _separated(",", ".")),
    Format("a number with points between thousands, as in 1.000.000", _separated(".", ",")),
    Format("a number with spaces between thousands, as in 1 000 000", _separated(" ", ".")),
    Format("a number with spaces between thousands and a decimal comma, as in 1 000,5", _separated(" ", ",")),
    Format("a number with no-break spaces between thousands, as in 1 000 000", _separated("\u00a0", ",")),
    Format("a number with narrow spaces between thousands, as in 1 000 000", _separated("\u202f", ",")),
    Format("a number with apostrophes between thousands, as in 1'000'000", _separated("'", ".")),
)


def _date_of(parts: pl.Expr, month: pl.Expr) -> pl.Expr:
    """A calendar date from year, month and day as texts."""
    digits = (parts.struct.field("year"), month.str.zfill(2), parts.struct.field("day").str.zfill(2))
    return pl.concat_str(digits, separator="-").str.to_date("%Y-%m-%d", strict=False)


def _numeric_date(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    def value(text: pl.Expr) -> pl.Expr:
        parts = text.str.extract_groups(rf"^{pattern}$")
        return _date_of(parts, parts.struct.field("month"))

    return value


def _ordered(*order: str, separator: str) -> str:
    return rf"{re.escape(separator).join(_PARTS[part] for part in order)}(?:[T ]+{_TIME})?"


def _named_date(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    def value(text: pl.Expr) -> pl.Expr:
        parts = text.str.extract_groups(rf"^{pattern}$")
        first = parts.struct.field("month").str.head(3).str.to_lowercase()
        month = first.replace_strict({name: str(number) for number, name in enumerate(_MONTHS, start=1)}, default=None)
        return _date_of(parts, month)

    return value


def _iso_date(text: pl.Expr) -> pl.Expr:
    is_date = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    return pl.when(is_date).then(text).str.to_date("%Y-%m-%d", strict=False)


_DATE = Format("year-month-day", _iso_date, is_sure=True)
_DATES = (
    Format(
        "year-month-day with a time, of which the date counts", _numeric_date(_ordered("year", "month", "day", separator="-"))
    ),
    *(
        Format(separator.join(order), _numeric_date(_ordered(*order, separator=separator)))
        for separator in "/-."
        for order in (("year", "month", "day"), ("month", "day", "year"), ("day", "month", "year"))
        if (separator, order[0]) != ("-", "year")
    ),
    Format("yearmonthday", _numeric_date(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")),
    Format(
        "day month year",
        _named_date(rf"(?P<day>[0-9]{{1,2}})[ -](?P<month>{_MONTH_NAMES})[.,]?[ -](?P<year>[0-9]{{4}})"),
    ),
    Format("month day, year", _named_date(rf"(?P<month>{_MONTH_NAMES})\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})")),
)


def _seconds(text: pl.Expr) -> pl.Expr:
    is_time = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z?$")
    time = pl.when(is_time).then(text.str.head(19).str.replace("T", " ", literal=True))
    return time.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False).dt.epoch("s").cast(pl.Float64)


DATE_AND_TIME = Format("date and time", _seconds, is_sure=True)
"""Times that are elsewhere seconds since 1970."""

PLAIN: Mapping[type[pl.DataType], Format] = {
    pl.Int32: _WHOLE_NUMBER,
    pl.Int64: _WHOLE_NUMBER,
    pl.Float64: _NUMBER,
    pl.Date: _DATE,
}
"""The format of a column of which nothing else is known."""


def other_formats(dtype: type[pl.DataType], texts: pl.Series) -> list[Format]:
    """The formats that a column of texts may be in when it is not in the plain one."""
    if dtype is pl.Date:
        return list(_DATES)
    formats = list(_SEPARATED)
    signs = texts.str.extract(rf"({_SIGNS})").drop_nulls()
    if len(signs):
        sign = signs.mode().sort()[0]
        formats += [_signed(PLAIN[dtype], sign), *(_signed(found, sign) for found in _SEPARATED)]
    return [_made_whole(found) for found in formats] if dtype is not pl.Float64 else formats


def _signed(format_: Format, sign: str) -> Format:
    """A format with one sign of a currency before or behind the number."""
    pattern = rf"^([+-]?)\s*{re.escape(sign)}\s*|\s*{re.escape(sign)}$"
    return Format(f"{format_.name}, with the sign {sign}", lambda text: format_.value(text.str.replace(pattern, "${1}")))


def _made_whole(format_: Format) -> Format:
    return format_._replace(value=lambda text: _whole(format_.value(text)))
