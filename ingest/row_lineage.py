"""Every raw row that a build read, and where it went."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl

from ingest.raw_csv import RawFile
from ingest.rejects import ROW_ACTIONS, Loaded, RowCounts
from ingest.sources import sha256
from ingest.warehouse_builder import WarehouseBuilder


class RowLineage:
    """Fills a warehouse and records where its rows come from, which becomes the tables `rejected_rows` and `build_…`.

    Attributes:
        builder: The warehouse.
        note: Say what a user should know.

    Args:
        builder: The warehouse.
        on_counts: Called with the counts of a table when its rows are in the warehouse.
        on_note: Called with what else a user should know.
    """

    def __init__(
        self, builder: WarehouseBuilder, on_counts: Callable[[RowCounts], None], on_note: Callable[[str], None] = lambda _: None
    ) -> None:
        self.builder = builder
        self.note = on_note
        self._on_counts = on_counts
        self._opened: list[RawFile] = []
        self._sources: list[dict[str, object]] = []
        self._counts: list[dict[str, object]] = []
        self._rejects: list[pl.DataFrame] = []

    def opened(self, raw: RawFile, day: date | None) -> RawFile:
        """Record a raw file and the date of its drop, and hand the file on."""
        self._opened.append(raw)
        self._sources.append(
            {
                "drop_date": day,
                "modified_at": datetime.fromtimestamp(int(raw.state.st_mtime), UTC).replace(tzinfo=None),
                "file": raw.label,
                "sha256": sha256(raw.path),
                "bytes": raw.state.st_size,
                "records": raw.count,
            }
        )
        return raw

    def load(self, *parts: Loaded) -> None:
        """Fill a table from parts that different files give, and record where the rows came from."""
        self.builder.insert(parts[0].table, pl.concat([part.frame for part in parts]))
        self.add(*(part.counts for part in parts))

    def add(self, *of_tables: RowCounts) -> None:
        """Record where rows went that make no table of their own."""
        for counts in of_tables:
            self._add(counts)

    def _add(self, counts: RowCounts) -> None:
        self._counts.append(
            {
                "table_name": counts.table,
                "file": counts.file,
                "unit": counts.unit,
                "rows_read": counts.read,
                "kept": counts.kept,
                **{action: counts.count(action) for action in ROW_ACTIONS},
            }
        )
        self._rejects.append(counts.rejects)
        self._on_counts(counts)

    def write(self) -> None:
        """Write what was recorded into the warehouse.

        Raises:
            SourceError: A raw file is not the one any more that was opened.
        """
        for raw in self._opened:
            raw.check_unchanged()
        self.builder.insert("rejected_rows", pl.concat(self._rejects))
        self.builder.insert("build_counts", pl.DataFrame(self._counts))
        self.builder.insert("build_sources", pl.DataFrame(self._sources))
