"""The tables `cast`, `crew`, `people` and `person_names`, from the records of the credits file."""

from dataclasses import replace
from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.links import one_per_key
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded, rejects

FILE_NAMES = ("credits.csv", "tmdb_5000_credits.csv")
REQUIRED_COLUMNS = ("cast", "crew")

_CREDIT: nested.Fields = {
    "credit_id": pl.String,
    "id": pl.Int32,
    "name": pl.String,
    "gender": pl.Int32,
    "profile_path": pl.String,
}
_CAST: nested.Fields = {**_CREDIT, "character": pl.String, "order": pl.Int32}
_CREW: nested.Fields = {**_CREDIT, "department": pl.String, "job": pl.String}
_OF_PERSON = ["name", "gender", "profile_path"]


class Credits(NamedTuple):
    """The credits of one file.

    Attributes:
        cast: The table `cast`.
        crew: The table `crew`.
        credited: How often a person is credited with a name, a gender and a portrait: `person_id`, those three, and `credits`.
    """

    cast: Loaded
    crew: Loaded
    credited: pl.DataFrame


def people(credited: pl.DataFrame) -> pl.DataFrame:
    """The table `people`: everybody who is credited."""
    return one_per_key(credited, "person_id", _OF_PERSON, weight="credits")


def person_names(credited: pl.DataFrame) -> pl.DataFrame:
    """The table `person_names`: everybody's spellings."""
    return credited.select("person_id", "name").unique()


def film_credits(used: pl.DataFrame, raw: RawFile) -> Credits:
    """Read the credits of films. A credit is its credit id: the last entry of several counts.

    The file is read some records at a time, so that its text never is in memory as a whole.

    Args:
        used: `record` and `movie_id` of the records to read; a film may have several.
        raw: The file.
    """
    cast, actors = _credits(used, raw, "cast", _CAST)
    crew, makers = _credits(used, raw, "crew", _CREW)
    return Credits(replace(cast, frame=cast.frame.rename({"order": "billing_order"})), crew, pl.concat([actors, makers]))


def _credits(used: pl.DataFrame, raw: RawFile, column: str, fields: nested.Fields) -> tuple[Loaded, pl.DataFrame]:
    """One of the two tables, and how often each person is credited in it."""
    batches = [_batch(batch, used, column, fields) for batch in raw.batches()]
    found = pl.concat([batch.found for batch in batches])
    unparsed = pl.concat([batch.unparsed for batch in batches])
    repeated = found.with_row_index("rank").filter(pl.col("credit_id").is_duplicated())
    replaced = repeated.filter(pl.col("rank") != pl.col("rank").max().over("credit_id"))
    again, _ = nested.entries(raw.numbered(replaced["record"].unique()), column, fields, required=("credit_id",))
    merged = replaced.join(again, on=["record", "position"], how="left", maintain_order="left").select(
        "record",
        "movie_id",
        reason=pl.lit("the credit id stands again later; that entry is kept"),
        raw_text=pl.struct(*again.columns[2:]).struct.json_encode(),
    )
    set_aside = [
        rejects(unparsed, table=column, raw=raw, action="rejected", column=column),
        rejects(merged, table=column, raw=raw, action="merged", column=column),
    ]
    frame = found.with_row_index("rank").join(replaced.select("rank"), on="rank", how="anti", maintain_order="left")
    table = Loaded(
        column,
        raw.label,
        "entries",
        found.height + unparsed.height,
        frame.drop("rank", "record", "position"),
        pl.concat(set_aside),
    )
    return table, pl.concat([batch.credited for batch in batches])


class _Batch(NamedTuple):
    found: pl.DataFrame
    unparsed: pl.DataFrame
    credited: pl.DataFrame


def _batch(records: pl.DataFrame, used: pl.DataFrame, column: str, fields: nested.Fields) -> _Batch:
    of_film = used.select("record", "movie_id")
    cells = records.select("record", column).join(of_film, on="record", how="semi", maintain_order="left")
    parsed, unparsed = nested.entries(cells, column, fields, required=("credit_id", "id", "name"))
    found = parsed.join(of_film, on="record", how="left", maintain_order="left").rename({"id": "person_id"})
    return _Batch(
        found.drop(*_OF_PERSON),
        unparsed.join(of_film, on="record", how="left", maintain_order="left"),
        found.group_by("person_id", *_OF_PERSON, maintain_order=True).len("credits"),
    )
