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
        kept: `record` and `movie_id` of the records that were kept.
        lazy: The raw text of all records.
    """

    loaded: Loaded
    kept: pl.DataFrame
    lazy: pl.LazyFrame

    def cells(self, column: str) -> pl.DataFrame:
        """The raw text of a column of the records that were kept, with `record` and `movie_id`."""
        kept = self.kept.lazy()
        return self.lazy.select("record", column).join(kept, on="record", how="inner", maintain_order="left").collect()


def films(raw: RawFile, null_words: Sequence[str] = ()) -> Films:
    """The films that have an id, a title and a release date, each once, with money and return filled in as the brief asks.

    The file is read several times, some columns at a time, for a large one does not fit into memory with all of them.

    Args:
        raw: The films file, split records put together.
        null_words: The words that mean nothing in it.
    """
    read = [column for column in raw.columns if column in FILM_COLUMNS]
    missing = (pl.lit(None, pl.String).alias(column) for column in _SINGLE if column not in raw.columns)
    lazy = without_null_words(raw, null_words).select("record", *read, *missing)
    values = {name: domain.value(name, raw.formats) for name, domain in FILM.items()}
    reason = (
        pl.when(pl.col("id").is_null())
        .then(pl.lit("the film has no id"))
        .when(values["id"].is_null())
        .then(FILM["id"].fault(pl.col("id"), "id"))
        .when(pl.col("release_date").is_null())
        .then(pl.lit("the film has no release date"))
        .when(values["release_date"].is_null())
        .then(FILM["release_date"].fault(pl.col("release_date"), "release_date"))
        .when(_title(raw).is_null())
        .then(pl.lit("the film has no title"))
    )
    judged = lazy.select("record", values["vote_count"], movie_id=values["id"], reason=reason).collect()
    invalid = judged.filter(pl.col("reason").is_not_null()).select("record", "reason", "movie_id")
    kept, repeated = _one_per_film(judged.filter(pl.col("reason").is_null()))
    typed = (
        lazy.select("record", *values.values(), *_OTHER_TEXT, title=_title(raw), given_title="title")
        .join(kept.lazy().select("record"), on="record", how="semi")
        .collect()
        .sort("id")
    )
    set_aside = [
        rejects(invalid, table="movies", raw=raw, action="rejected"),
        rejects(repeated, table="movies", raw=raw, action="merged"),
        rejects(raw.set_aside, table="movies", raw=raw),
        *(rejects(rows, table="movies", raw=raw, action="blanked", column=name) for name, rows in _unreadable(lazy, raw, kept)),
        rejects(_renamed(raw, typed), table="movies", raw=raw, action="filled", column="title"),
    ]
    return Films(Loaded("movies", raw.label, "records", raw.count, _film_rows(typed), pl.concat(set_aside)), kept, lazy)


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
        kept_record=pl.col("record").last().over("movie_id", order_by=[pl.col("vote_count").fill_null(-1), pl.col("record")])
    )
    kept = ranked.filter(pl.col("record") == pl.col("kept_record")).select("record", "movie_id").sort("record")
    repeated = ranked.filter(pl.col("record") != pl.col("kept_record")).select(
        "record", "movie_id", reason=pl.format("the film stands again in record {}, which is kept", "kept_record")
    )
    return kept, repeated.sort("record")


def _unreadable(lazy: pl.LazyFrame, raw: RawFile, kept: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """For each typed column the cells of kept films whose text is no value of its domain; they become null."""
    is_none = {name: pl.col(name).is_not_null() & domain.value(name, raw.formats).is_null() for name, domain in FILM.items()}
    cells = (
        lazy.filter(pl.any_horizontal(is_none.values()))
        .select("record", *FILM)
        .join(kept.lazy(), on="record", how="inner", maintain_order="left")
        .collect()
    )
    found = []
    for name, domain in FILM.items():
        rows = cells.filter(is_none[name]).select("record", "movie_id", raw_text=name, reason=domain.fault(pl.col(name), name))
        if not rows.is_empty():
            found.append((name, rows.sort("record")))
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
