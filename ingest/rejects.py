"""What a build sets aside: every raw row that is dropped, merged or repaired, and every cell that is left out or filled."""

from dataclasses import dataclass

import polars as pl

from ingest.raw_csv import RawFile

SCHEMA: dict[str, type[pl.DataType]] = {
    "table_name": pl.String,
    "file": pl.String,
    "record": pl.Int64,
    "column_name": pl.String,
    "movie_id": pl.Int64,
    "action": pl.String,
    "reason": pl.String,
    "raw_text": pl.String,
}


ROW_ACTIONS = ("repaired", "merged", "rejected")
"""What can become of a row that is not kept: it was joined with another, another stands for it, or it is left out."""

CELL_ACTIONS = ("blanked", "filled")
"""What can become of a cell of a row that is kept: it became null, or another cell stands for it."""


@dataclass(frozen=True)
class RowCounts:
    """Where the rows of a table came from.

    Attributes:
        table: The table's name.
        file: The raw file.
        unit: What was counted: ``records`` of the file or ``entries`` of one of its nested columns.
        read: How many of them were read: `read` = `kept` + repaired + merged + rejected.
        kept: How many rows they gave.
        rejects: What was set aside, in the columns of `SCHEMA`.
    """

    table: str
    file: str
    unit: str
    read: int
    kept: int
    rejects: pl.DataFrame

    def count(self, action: str) -> int:
        """How many rows were set aside with an action: `ROW_ACTIONS` and `CELL_ACTIONS`."""
        return self.rejects.filter(action=action).height


@dataclass(frozen=True)
class Loaded:
    """One table as it goes into the warehouse, with what is needed to count its rows.

    Attributes:
        table: The table's name.
        file: The raw file.
        unit: What was counted, see `RowCounts`.
        read: How many of them were read.
        frame: The rows kept.
        rejects: What was set aside, in the columns of `SCHEMA`.
    """

    table: str
    file: str
    unit: str
    read: int
    frame: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def counts(self) -> RowCounts:
        """Where the rows came from."""
        return RowCounts(self.table, self.file, self.unit, self.read, self.frame.height, self.rejects)


def rejects(
    rows: pl.DataFrame,
    *,
    table: str,
    raw: RawFile,
    action: str | None = None,
    column: str | None = None,
) -> pl.DataFrame:
    """Rows set aside.

    Args:
        rows: `record` and `reason`; `action`, if it is not the same for all; and where they are known `movie_id` and `raw_text`,
            else the raw text is that of the record.
        table: The table that does not get them.
        raw: The file they come from.
        action: What was done, one of `ROW_ACTIONS` or `CELL_ACTIONS`.
        column: The nested or single column concerned; none when it is the whole record.
    """
    if "raw_text" not in rows.columns:
        rows = rows.with_columns(raw.texts(rows["record"]))
    if "movie_id" not in rows.columns:
        rows = rows.with_columns(movie_id=pl.lit(None))
    return rows.select(
        table_name=pl.lit(table),
        file=pl.lit(raw.label),
        record="record",
        column_name=pl.lit(column and raw.given_name(column), pl.String),
        movie_id="movie_id",
        action=pl.lit(action) if action else "action",
        reason="reason",
        raw_text="raw_text",
    ).cast(pl.Schema(SCHEMA))
