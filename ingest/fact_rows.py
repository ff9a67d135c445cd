"""From records that each say one thing about a film to rows, one for each key."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from ingest.domains import ID
from ingest.film_facts import IMDB_ID, FactTable
from ingest.raw_csv import RawFile
from ingest.rejects import ROW_ACTIONS, Loaded, rejects

_CODES = {"language": "language_code", "region": "region_code"}
"""What tables call columns that files call otherwise."""


class Facts(NamedTuple):
    """What one file says for a table.

    Attributes:
        raw: The file.
        rows: `record`, `movie_id`, and the columns of the table with what else is read of a record.
        set_aside: What could not be used, in the columns of `ingest.rejects.SCHEMA`.
        column: The column of which the rows are the cells; none where they are whole records.
    """

    raw: RawFile
    rows: pl.DataFrame
    set_aside: pl.DataFrame
    column: str | None = None


def films_by_name(movie_ids: pl.Series, imdb_ids: pl.DataFrame) -> pl.DataFrame:
    """What records may call films: `name`, a text, and `movie_id`.

    Args:
        movie_ids: The ids of the films.
        imdb_ids: `external_id` and `movie_id` of the films whose id at IMDb is known; several films may share one.
    """
    own = pl.DataFrame({"name": movie_ids.cast(pl.String), "movie_id": movie_ids})
    return pl.concat([own, imdb_ids.select(name="external_id", movie_id="movie_id")])


def film_name(raw: RawFile) -> pl.Expr:
    """What a record calls its film, an id of TMDB or one of IMDb; null if it is neither."""
    text = pl.col("id").str.strip_chars()
    return pl.coalesce(ID.value("id", raw.formats).cast(pl.String), pl.when(text.str.contains(IMDB_ID)).then(text))


def facts(raw: RawFile, films: pl.DataFrame, table: FactTable) -> Facts:
    """The records of a file that can be used.

    Args:
        raw: The file.
        films: What records may call films (`films_by_name`).
        table: The table that they are for.
    """
    names = (*table.columns, *table.extra)
    texts = raw.lazy.select("record", _text(raw, "id"), *(_text(raw, name) for name in names), name=film_name(raw))
    judged = (
        texts.with_columns(
            *(_value(raw, table, name).alias(name) for name in names),
            **{f"{name} as written": name for name in (*table.words, *table.domains)},
        )
        .collect()
        .join(films, on="name", how="left", maintain_order="left")
        .with_columns(reason=_reason(raw, table))
    )
    usable = judged.filter(pl.col("reason").is_null())
    film_id = pl.coalesce("movie_id", pl.col("name").cast(pl.Int64, strict=False))
    unusable = judged.drop_nulls("reason").select("record", "reason", movie_id=film_id)
    set_aside = [
        rejects(unusable, table=table.name, raw=raw, action="rejected"),
        rejects(raw.set_aside, table=table.name, raw=raw),
        *(_blanked(usable, raw, table, name) for name in table.domains),
    ]
    return Facts(raw, usable.select("record", "movie_id", *names), pl.concat(set_aside))


def cells(raw: RawFile, rows: pl.DataFrame, table: FactTable, column: str, said: Sequence[Facts]) -> Facts:
    """What a column of a file about something else says for a table, without what whole records say as well.

    Args:
        raw: The file.
        rows: `record`, `movie_id` and the columns of the table.
        table: The table.
        column: The column.
        said: What whole records say.
    """
    names = ("movie_id", *table.columns)
    records = pl.concat([rows.select(names).clear(), *(part.rows.select(names) for part in said)])
    new = rows.join(records, on=names, how="anti", nulls_equal=True, maintain_order="left")
    judged = new.with_columns(reason=table.fault)
    unusable = judged.drop_nulls("reason")
    unusable = unusable.select("record", "movie_id", "reason", _cell_texts(raw, column, unusable["record"]))
    set_aside = rejects(unusable, table=table.name, raw=raw, action="rejected", column=column)
    return Facts(raw, judged.filter(pl.col("reason").is_null()).drop("reason"), set_aside, column)


def merged(table: FactTable, parts: Sequence[Facts]) -> list[Loaded]:
    """One row for each key; of several the last one counts.

    Args:
        table: The table.
        parts: What files say; what stands later counts more.
    """
    names = ("movie_id", *table.columns)
    rows = pl.concat([part.rows.select("record", *names, part=pl.lit(number)) for number, part in enumerate(parts)])
    ranked = rows.with_row_index("rank").with_columns(last=pl.col("rank").max().over("movie_id", *table.key))
    kept, repeated = ranked.filter(pl.col("rank") == pl.col("last")), ranked.filter(pl.col("rank") != pl.col("last"))
    reason = pl.lit("a later record has the same key; that one is kept")
    loaded = []
    for number, part in enumerate(parts):
        again = repeated.filter(part=number).select("record", "movie_id", reason=reason)
        if part.column:
            again = again.with_columns(_cell_texts(part.raw, part.column, again["record"]))
        repeats = rejects(again, table=table.name, raw=part.raw, action="merged", column=part.column)
        set_aside = pl.concat([part.set_aside, repeats])
        frame = kept.filter(part=number).select(names).rename(_CODES, strict=False)
        read = frame.height + set_aside.filter(pl.col("action").is_in(ROW_ACTIONS)).height
        loaded.append(Loaded(table.name, part.raw.label, "cells" if part.column else "records", read, frame, set_aside))
    return loaded


def _text(raw: RawFile, column: str) -> pl.Expr:
    """The text of a column that a file may lack; a blank one is none."""
    if column not in raw.columns:
        return pl.lit(None, pl.String).alias(column)
    text = pl.col(column).str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def _value(raw: RawFile, table: FactTable, column: str) -> pl.Expr:
    if column in table.domains:
        return table.domains[column].value(column, raw.formats)
    text = pl.col(column)
    if column in table.words:
        return pl.when(text.str.to_lowercase().is_in(table.words[column])).then(text.str.to_lowercase())
    return text.str.to_uppercase() if column == "region" else text


def _reason(raw: RawFile, table: FactTable) -> pl.Expr:
    """Why a record cannot be used; null if it can."""
    reasons = [
        pl.when(pl.col("id").is_null()).then(pl.lit("the record names no film")),
        pl.when(pl.col("name").is_null()).then(ID.fault(pl.col("id"), raw.given_name("id"))),
        pl.when(pl.col("movie_id").is_null()).then(pl.lit("the film is not in movies")),
    ]
    for name in table.required:
        given = raw.given_name(name)
        if name in table.domains:
            reasons.append(pl.when(pl.col(name).is_null()).then(table.domains[name].fault(pl.col(f"{name} as written"), given)))
        if name in table.words:
            choices = pl.lit(", ".join(table.words[name]))
            fault = pl.format("'{}' is no valid {} ({})", f"{name} as written", pl.lit(given), choices)
            reasons.append(pl.when(pl.col(name).is_null()).then(fault))
        reasons.append(pl.when(pl.col(name).is_null()).then(pl.lit(f"the record has no {given}")))
    return pl.coalesce(*reasons, table.fault)


def _blanked(usable: pl.DataFrame, raw: RawFile, table: FactTable, column: str) -> pl.DataFrame:
    """The cells of a column that hold no value of it; they become null."""
    text = pl.col(f"{column} as written")
    rows = usable.filter(pl.col(column).is_null(), text.is_not_null()).select(
        "record", "movie_id", raw_text=text, reason=table.domains[column].fault(text, raw.given_name(column))
    )
    return rejects(rows, table=table.name, raw=raw, action="blanked", column=column)


def _cell_texts(raw: RawFile, column: str, records: pl.Series) -> pl.Series:
    """The texts of a column in some records."""
    texts = raw.lazy.filter(pl.col("record").is_in(records.implode())).select("record", column).collect()
    return records.to_frame().join(texts, on="record", how="left", maintain_order="left")[column].alias("raw_text")
