"""The tables `movielens_links` and `ratings`, from the optional MovieLens files."""

from dataclasses import replace

import polars as pl

from ingest import values
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects, set_aside_before

LINK_FILE_NAMES = ("links.csv",)
RATING_FILE_NAMES = ("ratings_small.csv", "ratings.csv")
LINK_COLUMNS = ("movieId", "tmdbId")
RATING_COLUMNS = ("userId", "movieId", "rating", "timestamp")


def movielens_links(raw: RawFile, movie_ids: pl.Series) -> Loaded:
    """Which film of the warehouse each MovieLens id means; the last record of an id counts."""
    typed = raw.records.select(
        "record", movielens_id=values.whole_number("movieId", pl.Int32), movie_id=values.whole_number("tmdbId", pl.Int32)
    )
    reason = (
        pl.when(pl.col("movielens_id").is_null())
        .then(pl.lit("the record has no MovieLens id"))
        .when(pl.col("movie_id").is_null())
        .then(pl.lit("the record has no film id"))
        .when(~pl.col("movie_id").is_in(movie_ids.implode()))
        .then(pl.lit("the film is not in movies"))
    )
    return _loaded(raw, "movielens_links", typed.with_columns(reason=reason), ["movielens_id"])


def ratings(raw: RawFile, links: pl.DataFrame) -> Loaded:
    """What users gave the films of the warehouse; of several ratings by one user of one film the latest counts.

    Args:
        raw: The ratings file.
        links: The table `movielens_links`.
    """
    typed = raw.records.select(
        "record",
        user_id=values.whole_number("userId", pl.Int32),
        movielens_id=values.whole_number("movieId", pl.Int32),
        rating=values.number("rating"),
        rated_at=values.unix_time("timestamp"),
        rated_at_text="timestamp",
    ).join(links, on="movielens_id", how="left", maintain_order="left")
    reason = (
        pl.when(pl.any_horizontal(pl.col("user_id", "movielens_id", "rating").is_null()))
        .then(pl.lit("the record lacks a user, a film or a rating"))
        .when(pl.col("movie_id").is_null())
        .then(pl.lit("no link leads from the MovieLens id to a film in movies"))
    )
    judged = typed.with_columns(reason=reason).drop("movielens_id", "rated_at_text")
    loaded = _loaded(raw, "ratings", judged.sort("rated_at", "record", nulls_last=False), ["user_id", "movie_id"])
    timeless = typed.filter(pl.col("rated_at").is_null() & pl.col("rated_at_text").is_not_null()).select(
        "record", "movie_id", raw_text="rated_at_text", reason=pl.format("'{}' is no valid timestamp", "rated_at_text")
    )
    blanked = rejects(timeless, table="ratings", raw=raw, action="blanked", column="timestamp")
    return replace(loaded, rejects=pl.concat([loaded.rejects, blanked]))


def _loaded(raw: RawFile, table: str, judged: pl.DataFrame, key: list[str]) -> Loaded:
    """The rows without a reason to reject them, the last one of each key."""
    valid = judged.filter(pl.col("reason").is_null()).with_row_index("rank")
    last = pl.col("rank") == pl.col("rank").max().over(key)
    repeated = valid.filter(~last).select(
        "record", "movie_id", reason=pl.lit("a later record has the same key; that one is kept")
    )
    invalid = judged.filter(pl.col("reason").is_not_null()).select("record", "movie_id", "reason")
    set_aside = pl.concat(
        [
            rejects(invalid, table=table, raw=raw, action="rejected"),
            rejects(repeated.sort("record"), table=table, raw=raw, action="merged"),
            set_aside_before(raw, table),
        ]
    )
    kept = valid.filter(last).drop("rank", "record", "reason")
    return Loaded(table, raw.label, "records", raw.count, kept, set_aside)
