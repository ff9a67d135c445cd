"""The tables whose rows each say one thing about a film: a title, a translation, an id elsewhere, a platform or an age rating."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from ingest.domains import CERTIFICATION, WATCH_PROVIDER, Domain
from ingest.layout import Kind

IMDB = "imdb"
"""What files of ids call IMDb."""

IMDB_ID = r"^tt[0-9]+$"
"""The form of the ids of IMDb."""


@dataclass(frozen=True)
class FactTable:
    """A table of such rows.

    Attributes:
        name: The table.
        kind: The files of which it is made.
        columns: Its columns beside `movie_id`, as files call them too.
        required: Those without which a record says nothing.
        key: What with `movie_id` names a row.
        words: The texts that a column may hold.
        domains: What columns of numbers and dates may hold.
        extra: What else is read of a record, for another table.
        fault: Why a record cannot be used beside all that; null if it can.
    """

    name: str
    kind: Kind
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[pl.Expr, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    domains: Mapping[str, Domain] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    fault: pl.Expr = field(default_factory=lambda: pl.lit(None, pl.String))


def _columns(*names: str) -> tuple[pl.Expr, ...]:
    return tuple(pl.col(name) for name in names)


def _but_of_originals(*names: str) -> tuple[pl.Expr, ...]:
    """A film has one original title, whatever it is and whoever says it."""
    return tuple(pl.when(pl.col("kind") != "original").then(name).alias(name) for name in names)


TITLES = FactTable(
    "movie_titles",
    Kind.TITLES,
    ("title", "language", "region", "kind"),
    required=("title", "kind"),
    key=(pl.col("kind"), *_but_of_originals("title", "language", "region")),
    words={"kind": ("original", "translated", "alternative")},
)
TRANSLATIONS = FactTable(
    "movie_translations",
    Kind.TRANSLATIONS,
    ("language", "region", "overview", "tagline"),
    required=("language",),
    key=_columns("language", "region"),
    extra=("title",),
)
EXTERNAL_IDS = FactTable(
    "external_ids",
    Kind.EXTERNAL_IDS,
    ("source", "external_id"),
    required=("source", "external_id"),
    key=_columns("source"),
    fault=pl.when((pl.col("source") == IMDB) & ~pl.col("external_id").str.contains(IMDB_ID)).then(
        pl.format("'{}' is no id of IMDb, such as tt0114709", "external_id")
    ),
)
WATCH_PROVIDERS = FactTable(
    "watch_providers",
    Kind.WATCH_PROVIDERS,
    ("region", "kind", "provider_id", "display_priority"),
    required=("region", "kind", "provider_id"),
    key=_columns("region", "kind", "provider_id"),
    words={"kind": ("flatrate", "free", "ads", "rent", "buy")},
    domains=WATCH_PROVIDER,
    extra=("provider",),
)
CERTIFICATIONS = FactTable(
    "certifications",
    Kind.CERTIFICATIONS,
    ("region", "certification", "release_type", "release_date"),
    required=("region", "certification"),
    key=_columns("region", "certification", "release_type", "release_date"),
    domains=CERTIFICATION,
)
