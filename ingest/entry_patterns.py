"""Regular expressions for one entry of a nested column: strict grammars of its notation, with a group for each wanted value."""

from collections.abc import Mapping

import polars as pl

from ingest.notation import Notation

Fields = Mapping[str, type[pl.Int32] | type[pl.String]]
"""The keys that are wanted from every entry, with the type of their values; a missing key or a null gives null."""

_INTEGER = "-?(?:0|[1-9][0-9]{0,8})"


def plain_entry(keys: tuple[str, ...], wanted: Mapping[str, str], fields: Fields, notation: Notation) -> str:
    """An expression for an entry whose strings stand in the usual quotes and hold no escapes; its groups are the values."""
    quote, null = notation.quote, notation.constants[0]
    values = {
        key: f"{quote}(?P<{group}>{notation.plain}){quote}|{null}"
        if fields[key] is pl.String
        else f"(?P<{group}>{_INTEGER})|{null}"
        for key, group in wanted.items()
    }
    unwanted = "|".join([f"{quote}{notation.plain}{quote}", _INTEGER, *notation.constants])
    return _pairs({key: values.get(key, unwanted) for key in keys}, notation)


def entry(keys: tuple[str, ...], wanted: Mapping[str, str], fields: Fields, notation: Notation) -> str:
    """An expression for every entry; its groups are the literals of the values."""
    values = {
        key: f"(?P<{group}>{notation.string if fields[key] is pl.String else _INTEGER}|{notation.constants[0]})"
        for key, group in wanted.items()
    }
    unwanted = "|".join([notation.string, _INTEGER, *notation.constants])
    return _pairs({key: values.get(key, unwanted) for key in keys}, notation)


def _pairs(values: Mapping[str, str], notation: Notation) -> str:
    pairs = ", ".join(f"{notation.quote}{key}{notation.quote}: (?:{value})" for key, value in values.items())
    return f"^{pairs}$"
