"""The table `movies`: one row per film, from records that may be split, undated or repeated."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from ingest.domains import FILM
from ingest.layouts import FILM_COLUMNS
from ingest.null_words import without_null_words
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects

_OTHER_TEXT = ("original_language", "status", "tagline", "overview")
_TEXT = ("title", *_OTHER_TEXT)
_SINGLE = (*FILM, *_TEXT)


class Films(NamedTuple):
    """The films of one file.

    Attributes:
        loaded: The table.
        records: The raw text of the films that were kept, with `record` and `movie_id`, for the nested columns.
    """

    loaded: Loaded
    records: pl.DataFrame


def films(raw: RawFile, null_words: Sequence[str] = ()) -> Films:
    """The films that have an id, a title and a release date, each once, with money and return filled in as the brief asks.

    Args:
        raw: The films file, split records put together.
        null_words: The words that mean nothing in it.
    """
    read = [column for column in raw.columns if column in FILM_COLUMNS]
    missing = (pl.lit(None, pl.String).alias(column) for column in _SINGLE if column not in raw.columns)
    records = without_null_words(raw, null_words).select("record", *read, *missing).collect()
    typed = records.select(
        "record",
        *(domain.value(name, raw.formats) for name, domain in FILM.items()),
        *_OTHER_TEXT,
        title=_title(raw),
        given_title="title",
    )
    reason = (
        pl.when(pl.col("id_text").is_null())
        .then(pl.lit("the film has no id"))
        .when(pl.col("id").is_null())
        .then(FILM["id"].fault(pl.col("id_text"), "id"))
        .when(pl.col("date_text").is_null())
        .then(pl.lit("the film has no release date"))
        .when(pl.col("release_date").is_null())
        .then(FILM["release_date"].fault(pl.col("date_text"), "release_date"))
        .when(pl.col("title").is_null())
        .then(pl.lit("the film has no title"))
    )
    judged = typed.with_columns(id_text=records["id"], date_text=records["release_date"]).with_columns(reason=reason)
    valid = judged.filter(pl.col("reason").is_null())
    invalid = judged.filter(pl.col("reason").is_not_null()).select("record", "reason", movie_id="id")
    kept, repeated = _one_per_film(valid)
    set_aside = [
        rejects(invalid, table="movies", raw=raw, action="rejected"),
        rejects(repeated, table="movies", raw=raw, action="merged"),
        rejects(raw.set_aside, table="movies", raw=raw),
        *(rejects(rows, table="movies", raw=raw, action="blanked", column=name) for name, rows in _unreadable(records, kept)),
        rejects(_renamed(raw, kept), table="movies", raw=raw, action="filled", column="title"),
    ]
    return Films(
        Loaded("movies", raw.label, "records", raw.count, _film_rows(kept), pl.concat(set_aside)),
        records.join(kept.select("record", movie_id="id"), on="record", how="inner", maintain_order="left"),
    )


def _title(raw: RawFile) -> pl.Expr:
    """The title, where there is none the original one; a blank one is none."""
    titles = [pl.col(name) for name in ("title", "original_title") if name in raw.columns]
    return pl.coalesce(pl.when(title.str.strip_chars() != "").then(title) for title in titles)


def _renamed(raw: RawFile, kept: pl.DataFrame) -> pl.DataFrame:
    """The films that are called by their original title, for they have no other."""
    renamed = kept.filter(pl.col("given_title").is_null() | (pl.col("given_title") != pl.col("title")))
    texts = raw.lazy.filter(pl.col("record").is_in(renamed["record"].implode())).select("record", raw_text="title").collect()
    reason = pl.format("the film has no title; it is called by its original title '{}'", "title")
    return renamed.select("record", movie_id="id", reason=reason).join(
        texts.with_columns(pl.col("raw_text").fill_null("")), on="record", how="left", maintain_order="left"
    )


def _one_per_film(valid: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Of the records of one film the one with most votes is kept, the last one among equals."""
    ranked = valid.sort(pl.col("vote_count").fill_null(-1), "record").with_columns(
        kept_record=pl.col("record").last().over("id", order_by=[pl.col("vote_count").fill_null(-1), pl.col("record")])
    )
    kept = ranked.filter(pl.col("record") == pl.col("kept_record")).sort("id")
    repeated = ranked.filter(pl.col("record") != pl.col("kept_record")).select(
        "record", movie_id="id", reason=pl.format("the film stands again in record {}, which is kept", "kept_record")
    )
    return kept, repeated.sort("record")


def _unreadable(records: pl.DataFrame, kept: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """For each typed column the cells of kept films whose text is no value of its domain; they become null."""
    found = []
    for name, domain in FILM.items():
        cells = kept.select("record", movie_id="id", value=name).join(
            records.select("record", raw_text=name), on="record", how="left", maintain_order="left"
        )
        rows = cells.filter(pl.col("value").is_null() & pl.col("raw_text").is_not_null()).sort("record")
        if not rows.is_empty():
            reason = domain.fault(pl.col("raw_text"), name)
            found.append((name, rows.select("record", "movie_id", "raw_text", reason=reason)))
    return found


def _film_rows(kept: pl.DataFrame) -> pl.DataFrame:
    """The brief's transformations: unknown money is 0, the return is 0 where there is no budget to divide by."""
    filled = kept.with_columns(pl.col("budget", "revenue").fill_null(0))
    has_return = pl.col("budget") != 0
    return filled.select(
        pl.col("id").alias("movie_id"),
        *_TEXT,
        "release_date",
        pl.col("release_date").dt.year().alias("release_year"),
        "budget",
        "revenue",
        pl.when(has_return).then(pl.col("revenue") / pl.col("budget")).otherwise(0.0).alias("return"),
        "runtime",
        "popularity",
        "vote_average",
        "vote_count",
    )
