"""The table `movies`: one row per film, from records that may be split, undated or repeated."""

from typing import NamedTuple

import polars as pl

from ingest import values
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects, set_aside_before
from ingest.split_records import joined_halves

FILE_NAMES = ("movies_dataset.csv", "movies_metadata.csv", "tmdb_5000_movies.csv", "movies.csv")

_TYPED = {
    "id": values.whole_number("id", pl.Int32),
    "release_date": values.date("release_date"),
    "budget": values.whole_number("budget"),
    "revenue": values.whole_number("revenue"),
    "runtime": values.whole_number("runtime", pl.Int32),
    "popularity": values.number("popularity"),
    "vote_average": values.number("vote_average"),
    "vote_count": values.whole_number("vote_count", pl.Int32),
}
_TEXT = ("title", "original_language", "status", "tagline", "overview")
_NESTED = ("genres", "production_companies", "production_countries", "spoken_languages")

REQUIRED_COLUMNS = (*_TYPED, *_TEXT, *_NESTED)


class Films(NamedTuple):
    """The films of one file.

    Attributes:
        loaded: The table.
        records: The raw text of the films that were kept, with `record` and `movie_id`, for the nested columns.
    """

    loaded: Loaded
    records: pl.DataFrame


def films(raw: RawFile) -> Films:
    """The films that have an id and a release date, each once, with money and return filled in as the brief asks."""
    joined, repaired = joined_halves(raw.records)
    typed = joined.select("record", *(expression.alias(name) for name, expression in _TYPED.items()), *_TEXT)
    reason = (
        pl.when(pl.col("id_text").is_null())
        .then(pl.lit("the film has no id"))
        .when(pl.col("id").is_null())
        .then(pl.format("the id '{}' is not a whole number of 32 bits", "id_text"))
        .when(pl.col("date_text").is_null())
        .then(pl.lit("the film has no release date"))
        .when(pl.col("release_date").is_null())
        .then(pl.format("the release date '{}' is not a date (AAAA-mm-dd)", "date_text"))
    )
    judged = typed.with_columns(id_text=joined["id"], date_text=joined["release_date"]).with_columns(reason=reason)
    valid = judged.filter(pl.col("reason").is_null())
    invalid = judged.filter(pl.col("reason").is_not_null()).select("record", "reason", movie_id="id")
    kept, repeated = _one_per_film(valid)
    set_aside = [
        rejects(repaired, table="movies", raw=raw, action="repaired"),
        rejects(invalid, table="movies", raw=raw, action="rejected"),
        rejects(repeated, table="movies", raw=raw, action="merged"),
        set_aside_before(raw, "movies"),
        *(rejects(rows, table="movies", raw=raw, action="blanked", column=name) for name, rows in _unreadable(joined, kept)),
    ]
    return Films(
        Loaded("movies", raw.label, "records", raw.count, _film_rows(kept), pl.concat(set_aside)),
        joined.join(kept.select("record", movie_id="id"), on="record", how="inner", maintain_order="left"),
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


def _unreadable(joined: pl.DataFrame, kept: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """For each typed column the cells of kept films whose text is no such value; they become null."""
    found = []
    for name in _TYPED:
        cells = kept.select("record", movie_id="id", value=name).join(
            joined.select("record", raw_text=name), on="record", how="left", maintain_order="left"
        )
        rows = cells.filter(pl.col("value").is_null() & pl.col("raw_text").is_not_null()).sort("record")
        if not rows.is_empty():
            reason = pl.format("'{}' is no valid {}", "raw_text", pl.lit(name))
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
