"""What counts when several drops speak of the same thing: the last one does, and a deletion ends what came before it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from ingest.domains import FILM
from ingest.layout import Layout
from ingest.raw_csv import RawFile

DELETIONS_SCHEMA = {"key": pl.String, "deleted_in": pl.Int64}
SPOKEN_OF_SCHEMA = {"key": pl.String, "drop": pl.Int64}


class DropFile(NamedTuple):
    """A raw file of a drop.

    Attributes:
        drop: The number of the drop; a later one has a higher number.
        raw: The file.
        layout: Its layout.
    """

    drop: int
    raw: RawFile
    layout: Layout


def current_records(
    files: Sequence[DropFile],
    key: Callable[[RawFile], pl.Expr],
    deletions: pl.DataFrame | None = None,
    spoken_of: pl.DataFrame | None = None,
) -> list[RawFile]:
    """Set aside the records that a later drop replaces or deletes.

    Args:
        files: The files of one kind, the oldest drop first.
        key: What a record of a file is about, as text; records that give null are left to the rules for single files.
        deletions: `key` and `deleted_in`, the last drop that deletes it; a record of that drop or an earlier one is gone. When
            there is such a table, even an empty one, keys are film ids.
        spoken_of: `key` and `drop` of what a drop speaks of even without a record.

    Returns:
        The same files; records that do not count have moved to `set_aside`.
    """
    deleted = pl.DataFrame(schema=DELETIONS_SCHEMA) if deletions is None else deletions
    if not files or (len(files) == 1 and deleted.is_empty()):
        return [file.raw for file in files]
    keyed = pl.concat([_keyed(number, file, key(file.raw)) for number, file in enumerate(files)])
    if spoken_of is not None:
        keyed = pl.concat([keyed, spoken_of.with_columns(is_usable=False)], how="diagonal")
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
        .filter("is_usable", pl.col("action").is_not_null())
    )
    movie_id = pl.lit(None) if deletions is None else pl.col("key")
    reason = pl.when(action="rejected").then(pl.lit("the film was deleted")).otherwise(pl.lit("a later drop replaces the record"))
    gone = gone.with_columns(movie_id=movie_id.cast(pl.Int64, strict=False), reason=reason)
    return [file.raw.without(gone.filter(file=number)) for number, file in enumerate(files)]


def film_key(raw: RawFile) -> pl.Expr:
    """The film that a record is about."""
    return FILM["id"].value("id", raw.formats).cast(pl.String)


def _keyed(number: int, file: DropFile, key: pl.Expr) -> pl.DataFrame:
    """What each record of a file is about; half a record of a film, though it is not used, has the last word on it too."""
    usable = file.raw.lazy.select("record", key=key, is_usable=True).collect()
    halves = file.raw.set_aside.filter(pl.col("movie_id").is_not_null(), action="rejected")
    keyed = pl.concat([usable, halves.select("record", key=pl.col("movie_id").cast(pl.String), is_usable=False)])
    return keyed.with_columns(drop=pl.lit(file.drop, pl.Int64), file=pl.lit(number, pl.Int64))
