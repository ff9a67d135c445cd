"""The tables `movielens_links`, `ratings` and `movielens_tags`, from the optional MovieLens files."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

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
    rating = RATING["rating"].value("rating", raw.formats)
    return _by_users(raw, links, rating, _Table("ratings", "rated_at", ["user_id", "movie_id"]))


def tags(raw: RawFile, links: pl.DataFrame) -> Loaded:
    """What users called the films of the warehouse; a user calls a film so once, the latest time counts.

    Args:
        raw: The tags file.
        links: The table `movielens_links`.
    """
    text = pl.col("tag").str.strip_chars()
    tag = pl.when(text != "").then(text)
    return _by_users(raw, links, tag, _Table("movielens_tags", "tagged_at", ["user_id", "movie_id", "tag"]))


class _Table(NamedTuple):
    """A table of what users said: its name, what it calls the time, and its key."""

    name: str
    time: str
    key: list[str]


def _by_users(raw: RawFile, links: pl.DataFrame, said: pl.Expr, table: _Table) -> Loaded:
    """What users said of films.

    Args:
        raw: The file.
        links: The table `movielens_links`.
        said: What they said, as a value of its column; null where it is none.
        table: Where it goes.
    """
    column = said.meta.output_name()
    needed = ("userId", "movieId", column)
    is_lacking = pl.any_horizontal(pl.col(name).is_null() for name in needed)
    user_id, movielens_id, seconds = (RATING[name].value(name, raw.formats) for name in ("userId", "movieId", "timestamp"))
    is_timeless = pl.col("timestamp").is_not_null() & seconds.is_null()
    typed = raw.records.select(
        "record", user_id, movielens_id, said, seconds, is_lacking=is_lacking, is_timeless=is_timeless
    ).join(links, left_on="movieId", right_on="movielens_id", how="left", maintain_order="left")
    faults = _faults(raw, typed.filter(~pl.col("is_lacking") & is_lacking)["record"], needed)
    reason = (
        pl.when("is_lacking")
        .then(pl.lit(f"the record lacks a user, a film or a {column}"))
        .when(is_lacking)
        .then(pl.col("record").replace_strict(*faults, default=None, return_dtype=pl.String))
        .when(pl.col("movie_id").is_null())
        .then(pl.lit("no link leads from the MovieLens id to a film in movies"))
    )
    judged = typed.select(
        "record",
        "movie_id",
        column,
        user_id="userId",
        reason=reason,
        **{table.time: pl.from_epoch("timestamp", time_unit="s")},
    )
    loaded = _loaded(raw, table.name, judged.sort(table.time, "record", nulls_last=False), table.key)
    times = raw.lazy.filter(pl.col("record").is_in(typed.filter("is_timeless")["record"].implode())).collect()
    timeless = times.select(
        "record", raw_text="timestamp", reason=RATING["timestamp"].fault(pl.col("timestamp"), "timestamp")
    ).join(typed.select("record", "movie_id"), on="record", how="left", maintain_order="left")
    blanked = rejects(timeless, table=table.name, raw=raw, action="blanked", column="timestamp")
    return replace(loaded, rejects=pl.concat([loaded.rejects, blanked]))


def _faults(raw: RawFile, records: pl.Series, columns: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """Records with a text that is no value of its column, and why the first such text is none."""
    texts = raw.lazy.filter(pl.col("record").is_in(records.implode())).collect()
    reasons = (
        pl.when(RATING[column].value(column, raw.formats).is_null()).then(RATING[column].fault(pl.col(column), column))
        for column in columns
        if column in RATING
    )
    found = texts.select("record", reason=pl.coalesce(*reasons, pl.lit("the tag is blank")))
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
