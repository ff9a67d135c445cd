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
    "id": pl.Int64,
    "name": pl.String,
    "gender": pl.Int64,
    "profile_path": pl.String,
}
_CAST: nested.Fields = {**_CREDIT, "character": pl.String, "order": pl.Int64}
_CREW: nested.Fields = {**_CREDIT, "department": pl.String, "job": pl.String}
_OF_PERSON = ["name", "gender", "profile_path"]


class Credits(NamedTuple):
    """The credits of one file: the tables `cast`, `crew`, `people` (everybody in either) and `person_names` (their spellings)."""

    cast: Loaded
    crew: Loaded
    people: pl.DataFrame
    person_names: pl.DataFrame


def film_credits(records: pl.DataFrame, raw: RawFile) -> Credits:
    """Read the credits of films. A credit is its credit id: the last entry of several counts.

    Args:
        records: Raw text with `record` and `movie_id`; a film may have several.
        raw: The file the records come from.
    """
    cast, actors = _credits(records, raw, "cast", _CAST)
    crew, makers = _credits(records, raw, "crew", _CREW)
    credited = pl.concat([actors, makers])
    return Credits(
        replace(cast, frame=cast.frame.rename({"order": "billing_order"})),
        crew,
        one_per_key(credited, "person_id", _OF_PERSON),
        credited.select("person_id", "name").unique(),
    )


def _credits(records: pl.DataFrame, raw: RawFile, column: str, fields: nested.Fields) -> tuple[Loaded, pl.DataFrame]:
    """One of the two tables, and the person of each of its rows."""
    parsed, unparsed = nested.entries(records, column, fields, required=("credit_id", "id", "name"))
    of_film = records.select("record", "movie_id")
    found = (
        parsed.join(of_film, on="record", how="left", maintain_order="left").rename({"id": "person_id"}).with_row_index("rank")
    )
    is_last = pl.col("rank") == pl.col("rank").max().over("credit_id")
    repeated = found.filter(~is_last).select(
        "record",
        "movie_id",
        reason=pl.lit("the credit id stands again later; that entry is kept"),
        raw_text=pl.struct("credit_id", "person_id", "name").struct.json_encode(),
    )
    incomprehensible = unparsed.join(of_film, on="record", how="left", maintain_order="left")
    set_aside = [
        rejects(incomprehensible, table=column, raw=raw, action="rejected", column=column),
        rejects(repeated, table=column, raw=raw, action="merged", column=column),
    ]
    kept = found.filter(is_last)
    frame = kept.drop("rank", "record", "position", *_OF_PERSON)
    table = Loaded(column, raw.path.name, "entries", parsed.height + unparsed.height, frame, pl.concat(set_aside))
    return table, kept.select("person_id", *_OF_PERSON)
