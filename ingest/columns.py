"""Columns looked at as a whole, before their cells: in which format they are, and how much of them can be read."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from ingest.domains import Domain
from ingest.errors import SourceError
from ingest.formats import PLAIN, Format, other_formats
from ingest.null_words import NULL_WORDS
from ingest.raw_csv import RawFile
from ingest.unreadable import Unread, unread

_SHOWN = 3


def examined(raw: RawFile, domains: Mapping[str, Domain]) -> tuple[RawFile, dict[str, Unread]]:
    """Find out in which formats the typed columns of a file are, and what of them cannot be read.

    Args:
        raw: The file.
        domains: What its typed columns may hold; those that it lacks are passed over.

    Returns:
        The file with the formats that are not the plain ones, and of each column how much cannot be read.

    Raises:
        SourceError: A column can be read in several ways that give different values.
    """
    columns = {name: domain for name, domain in domains.items() if name in raw.columns}
    texts = {name: _text(name) for name in columns}
    plain = raw.lazy.select(
        pl.struct(
            filled=texts[name].count(),
            sound=domain.inside(PLAIN[domain.dtype].value(texts[name])).count(),
            is_unsure=texts[name].str.contains(r"[.][0-9]{3}$").any() & (not PLAIN[domain.dtype].is_sure),
        ).alias(name)
        for name, domain in columns.items()
    ).collect(engine="streaming")
    formats: dict[str, Format] = {}
    found: dict[str, Unread] = {}
    for name, domain in columns.items():
        counts = plain[name][0]
        found[name] = unread(counts["filled"], pl.Series([], dtype=pl.String))
        if counts["sound"] < counts["filled"] or counts["is_unsure"]:
            formats[name], found[name] = _examined(raw, name, domain)
    others = {name: format_ for name, format_ in formats.items() if format_ is not PLAIN[columns[name].dtype]}
    return replace(raw, formats=others), found


def _text(column: str) -> pl.Expr:
    """The text of cells that hold something."""
    text = pl.col(column).str.strip_chars()
    return pl.when((text != "") & ~text.is_in(NULL_WORDS)).then(text)


def _examined(raw: RawFile, column: str, domain: Domain) -> tuple[Format, Unread]:
    """The format of a column and what cannot be read in it."""
    texts = raw.lazy.select("record", text=_text(column)).drop_nulls("text").collect().sort("record")["text"]
    distinct = texts.value_counts(name="cells")
    formats = [PLAIN[domain.dtype], *other_formats(domain.dtype, distinct["text"]), *domain.formats]
    values = distinct.select(format_.value(pl.col("text")).alias(str(number)) for number, format_ in enumerate(formats))
    fits = [_fit(values[str(number)], distinct["cells"], domain) for number in range(len(formats))]
    best = max(range(len(formats)), key=lambda number: (fits[number], -number))
    if not formats[best].is_sure and fits[best][0]:
        for number in range(best + 1, len(formats)):
            differs = values[str(number)] != values[str(best)]
            if fits[number] == fits[best] and differs.any():
                examples = ", ".join(
                    f"'{text}'" for text in distinct["text"].filter(differs.fill_null(value=False)).sort().head(_SHOWN)
                )
                raise SourceError(
                    raw.path,
                    f"the column can be read as {formats[best].name} and as {formats[number].name}, and nothing tells which is "
                    f"meant: {examples}; write it in the plain form ({PLAIN[domain.dtype].name})",
                    column=raw.given_name(column),
                )
    readable = distinct["text"].filter(values[str(best)].is_not_null())
    unreadable = texts.filter(~texts.is_in(readable.implode()))
    outside = texts.len() - unreadable.len() - fits[best][0]
    if 2 * (outside + unreadable.len()) > texts.len():  # a few such values are faults of cells, but this is another unit
        sound = distinct["text"].filter(_inside(values[str(best)], domain).is_not_null())
        unreadable = texts.filter(~texts.is_in(sound.implode()))
    return formats[best], unread(texts.len(), unreadable)


def _fit(values: pl.Series, cells: pl.Series, domain: Domain) -> tuple[int, int]:
    """How many cells have a value of a domain, and how many have a value at all."""
    return int(cells.filter(_inside(values, domain).is_not_null()).sum()), int(cells.filter(values.is_not_null()).sum())


def _inside(values: pl.Series, domain: Domain) -> pl.Series:
    return values.to_frame("value").select(domain.inside(pl.col("value")))["value"]
