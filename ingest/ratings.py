"""The tables `movielens_links` and `ratings`, from the optional MovieLens files."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ingest.domains import LINK, RATING
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects


def movielens_links(raw: RawFile, movie_ids: pl.Series) -> Loaded:
    """Which film of the warehouse each MovieLens id means; the last record of an id counts."""
    typed = raw.records.select(
        "record",
        *LINK,
        movielens_id=LINK["movieId"].value("movieId", raw.formats),
        movie_id=LINK["tmdbId"].value("tmdbId", raw.formats),
    )
    reason = (
        pl.when(pl.col("movieId").is_null())
        .then(pl.lit("the record has no MovieLens id"))
        .when(pl.col("movielens_id").is_null())
        .then(LINK["movieId"].fault(pl.col("movieId"), "movieId"))
        .when(pl.col("tmdbId").is_null())
        .then(pl.lit("the record has no film id"))
        .when(pl.col("movie_id").is_null())
        .then(LINK["tmdbId"].fault(pl.col("tmdbId"), "tmdbId"))
        .when(~pl.col("movie_id").is_in(movie_ids.implode()))
        .then(pl.lit("the film is not in movies"))
    )
    return _loaded(raw, "movielens_links", typed.with_columns(reason=reason).drop(*LINK), ["movielens_id"])


def ratings(raw: RawFile, links: pl.DataFrame) -> Loaded:
    """What users gave the films of the warehouse; of several ratings by one user of one film the latest counts.

    Args:
        raw: The ratings file.
        links: The table `movielens_links`.
    """
    needed = ("userId", "movieId", "rating")
    is_lacking = pl.any_horizontal(pl.col(column).is_null() for column in needed)
    is_timeless = pl.col("timestamp").is_not_null() & RATING["timestamp"].value("timestamp", raw.formats).is_null()
    typed = raw.records.select(
        "record",
        *(domain.value(column, raw.formats) for column, domain in RATING.items()),
        is_lacking=is_lacking,
        is_timeless=is_timeless,
    ).join(links, left_on="movieId", right_on="movielens_id", how="left", maintain_order="left")
    faults = _faults(raw, typed.filter(~pl.col("is_lacking") & is_lacking)["record"], needed)
    reason = (
        pl.when("is_lacking")
        .then(pl.lit("the record lacks a user, a film or a rating"))
        .when(is_lacking)
        .then(pl.col("record").replace_strict(*faults, default=None, return_dtype=pl.String))
        .when(pl.col("movie_id").is_null())
        .then(pl.lit("no link leads from the MovieLens id to a film in movies"))
    )
    judged = typed.select(
        "record",
        "movie_id",
        "rating",
        user_id="userId",
        rated_at=pl.from_epoch("timestamp", time_unit="s"),
        reason=reason,
    )
    loaded = _loaded(raw, "ratings", judged.sort("rated_at", "record", nulls_last=False), ["user_id", "movie_id"])
    times = raw.lazy.filter(pl.col("record").is_in(typed.filter("is_timeless")["record"].implode())).collect()
    timeless = times.select(
        "record", raw_text="timestamp", reason=RATING["timestamp"].fault(pl.col("timestamp"), "timestamp")
    ).join(typed.select("record", "movie_id"), on="record", how="left", maintain_order="left")
    blanked = rejects(timeless, table="ratings", raw=raw, action="blanked", column="timestamp")
    return replace(loaded, rejects=pl.concat([loaded.rejects, blanked]))


def _faults(raw: RawFile, records: pl.Series, columns: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """Records with a text that is no value of its column, and why the first such text is none."""
    texts = raw.lazy.filter(pl.col("record").is_in(records.implode())).collect()
    reasons = (
        pl.when(RATING[column].value(column, raw.formats).is_null()).then(RATING[column].fault(pl.col(column), column))
        for column in columns
    )
    found = texts.select("record", reason=pl.coalesce(*reasons))
    return found["record"], found["reason"]


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
            rejects(raw.set_aside, table=table, raw=raw),
        ]
    )
    kept = valid.filter(last).drop("rank", "record", "reason")
    return Loaded(table, raw.label, "records", raw.count, kept, set_aside)
