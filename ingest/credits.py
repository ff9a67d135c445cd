"""The tables `cast`, `crew`, `people` and `person_names`, from the records of the credits file."""

from collections.abc import Sequence
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
_FIELDS = {"cast": _CAST, "crew": _CREW}
_OF_PERSON = ["name", "gender", "profile_path"]


def people(credited: pl.DataFrame) -> pl.DataFrame:
    """The table `people`: everybody who is credited."""
    return one_per_key(credited, "person_id", _OF_PERSON, weight="credits")


def person_names(credited: pl.DataFrame) -> pl.DataFrame:
    """The table `person_names`: everybody's spellings."""
    return credited.select("person_id", "name").unique()


def credits_table(used: pl.DataFrame, raw: RawFile, column: str, later: Sequence[pl.Series] = ()) -> tuple[Loaded, pl.DataFrame]:
    """Read the table `cast` or `crew`. A credit is its credit id: the last entry of several counts.

    The file is read some records at a time, so that its text never is in memory as a whole.

    Args:
        used: `record` and `movie_id` of the records to read; a film may have several.
        raw: The credits file.
        column: ``cast`` or ``crew``, both the raw column and the table.
        later: The credit ids of later files, whose entries count instead.

    Returns:
        The table, and how often a person is credited with a name, a gender and a portrait: `person_id`, those three, `credits`.
    """
    fields = _FIELDS[column]
    batches = [_batch(batch, used, column, fields) for batch in raw.batches()]
    found = pl.concat([batch.found for batch in batches])
    unparsed = pl.concat([batch.unparsed for batch in batches])
    ranked = found.with_row_index("rank").with_columns(
        is_outdated=pl.any_horizontal(pl.lit(value=False), *(pl.col("credit_id").is_in(ids.implode()) for ids in later))
    )
    repeated = ranked.filter(pl.col("is_outdated") | pl.col("credit_id").is_duplicated())
    replaced = repeated.filter(pl.col("is_outdated") | (pl.col("rank") != pl.col("rank").max().over("credit_id")))
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
    kept = ranked.join(replaced.select("rank"), on="rank", how="anti", maintain_order="left")
    table = Loaded(
        column,
        raw.label,
        "entries",
        found.height + unparsed.height,
        kept.drop("rank", "is_outdated", "record", "position").rename({"order": "billing_order"}, strict=False),
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
