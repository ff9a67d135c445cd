"""The entries of cast and crew in the records of a credits file; SQL under ``sql/staging`` makes tables of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import polars as pl

from ingest import nested
from ingest.domains import ENTRY
from ingest.entry_patterns import Fields
from ingest.located import made_of
from ingest.raw_csv import RawFile
from ingest.unreadable import Unread

_CREDIT: Fields = {
    "credit_id": pl.String,
    "id": pl.Int32,
    "name": pl.String,
    "gender": pl.Int32,
    "profile_path": pl.String,
}
FIELDS: dict[str, Fields] = {
    "cast": {**_CREDIT, "character": pl.String, "order": pl.Int32},
    "crew": {**_CREDIT, "department": pl.String, "job": pl.String},
}
"""What is kept of an entry, by column."""

REQUIRED_FIELDS = ("credit_id", "id", "name")
"""The fields without which an entry is nothing."""


class Credits(NamedTuple):
    """The entries of some records.

    Attributes:
        column: ``cast`` or ``crew``, both the raw column and the table.
        entries: `record`, `movie_id`, `position` in the record's list and the fields of each entry.
        set_aside: The entries and numbers that could not be used: `record`, `movie_id`, `action`, `reason`, `raw_text`.
        unread: What of the column's cells cannot be read.
    """

    column: str
    entries: pl.DataFrame
    set_aside: pl.DataFrame
    unread: Unread


def credit_batches(raw: RawFile, of_film: pl.DataFrame) -> Iterator[Credits]:
    """Read the credits some records at a time, so that their text never is in memory as a whole.

    Args:
        raw: The credits file.
        of_film: `record` and `movie_id` of the records to read; a film may have several.
    """
    with ThreadPoolExecutor(len(FIELDS)) as threads:
        for batch in raw.batches():
            records = batch.join(of_film, on="record", how="semi", maintain_order="left")
            yield from threads.map(lambda column, records=records: _credits(raw, records, of_film, column), FIELDS)


def _credits(raw: RawFile, records: pl.DataFrame, of_film: pl.DataFrame, column: str) -> Credits:
    def entries(part: RawFile) -> nested.Entries:
        cells = records.select("record", column).filter(pl.col("record") < part.count)
        return nested.entries(cells, column, FIELDS[column], REQUIRED_FIELDS, ENTRY)

    found = made_of(raw, entries)
    parsed, set_aside = (
        frame.join(of_film, on="record", how="left", maintain_order="left") for frame in (found.parsed, found.set_aside)
    )
    return Credits(column, parsed, set_aside, found.unread)


def outdated(raw: RawFile, column: str, places: pl.DataFrame) -> pl.DataFrame:
    """Say of entries whose credit id stands again later why they are set aside, and how they stand in the file.

    Args:
        raw: The credits file.
        column: ``cast`` or ``crew``.
        places: `record`, `position` and `movie_id` of the entries.
    """
    cells = raw.lazy.filter(pl.col("record").is_in(places["record"].implode())).select("record", column).collect()
    reason = pl.lit("the credit id stands again later; that entry is kept")
    return places.with_columns(nested.raw_texts(cells, column, places), reason=reason)
