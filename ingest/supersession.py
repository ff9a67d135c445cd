"""What counts when several drops speak of the same thing: the last one does, and a deletion ends what came before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from ingest.raw_csv import SET_ASIDE_SCHEMA, RawFile, csv_text

DELETIONS_SCHEMA = {"key": pl.String, "deleted_in": pl.Int64}


class Dropped(NamedTuple):
    """A raw file and the number of the drop it came with; a later drop has a higher number."""

    drop: int
    raw: RawFile


def in_force(
    files: Sequence[Dropped],
    key: Callable[[RawFile], pl.Expr],
    deletions: pl.DataFrame | None = None,
    continuations: Callable[[RawFile], pl.DataFrame] | None = None,
) -> list[RawFile]:
    """Set aside the records that a later drop replaces or deletes.

    Args:
        files: The files of one kind, the oldest drop first.
        key: What a record of a file is about, as text; records that give null are left to the rules for single files.
        deletions: `key` and `deleted_in`, the last drop that deletes it; a record of that drop or an earlier one is gone. When
            there is such a table, even an empty one, keys are film ids.
        continuations: `record` and `key` of records of a file that go with another one and have no key of their own.

    Returns:
        The same files; records that do not count have moved to `set_aside`.
    """
    deleted = pl.DataFrame(schema=DELETIONS_SCHEMA) if deletions is None else deletions
    if len(files) == 1 and deleted.is_empty():
        return [files[0].raw]
    keyed = pl.concat([_keyed(number, file, key(file.raw), continuations) for number, file in enumerate(files)])
    gone = (
        keyed.filter(pl.col("key").is_not_null())
        .join(deleted, on="key", how="left", maintain_order="left")
        .with_columns(last_drop=pl.col("drop").max().over("key"))
        .with_columns(
            action=pl.when(pl.col("drop") <= pl.col("deleted_in"))
            .then(pl.lit("rejected"))
            .when(pl.col("drop") < pl.col("last_drop"))
            .then(pl.lit("merged")),
        )
        .filter(pl.col("action").is_not_null())
    )
    movie_id = pl.lit(None) if deletions is None else pl.col("key")
    gone = gone.with_columns(movie_id=movie_id.cast(pl.Int64))
    return [_without(file.raw, gone.filter(file=number)) for number, file in enumerate(files)]


def _keyed(number: int, file: Dropped, key: pl.Expr, continuations: Callable[[RawFile], pl.DataFrame] | None) -> pl.DataFrame:
    """What each record of a file is about."""
    keyed = file.raw.lazy.select("record", key=key).collect()
    if continuations:
        keyed = keyed.update(continuations(file.raw).select("record", "key"), on="record")
    return keyed.with_columns(drop=pl.lit(file.drop, pl.Int64), file=pl.lit(number, pl.Int64))


def _without(raw: RawFile, gone: pl.DataFrame) -> RawFile:
    originals = raw.numbered(gone["record"])
    reason = pl.when(action="rejected").then(pl.lit("the film was deleted")).otherwise(pl.lit("a later drop replaces the record"))
    set_aside = gone.select(
        "record",
        "movie_id",
        "action",
        reason=reason,
        raw_text=pl.Series(csv_text(originals.drop("record").iter_rows()), dtype=pl.String),
    ).cast(pl.Schema(SET_ASIDE_SCHEMA))
    return replace(
        raw,
        lazy=raw.lazy.filter(~pl.col("record").is_in(gone["record"].implode())),
        set_aside=pl.concat([raw.set_aside, set_aside]),
    )
