"""The books of a build: every raw row that was read, and where it went."""

from collections.abc import Callable

import polars as pl

from ingest.raw_csv import RawFile
from ingest.rejects import Loaded
from ingest.sources import sha256
from ingest.warehouse import Draft


class Ledger:
    """Fills a warehouse and keeps the account of it, which becomes the tables `rejected_rows` and `build_…`.

    Args:
        draft: The warehouse.
        on_account: Called with each account when its rows are in the warehouse.
    """

    def __init__(self, draft: Draft, on_account: Callable[[Loaded], None]) -> None:
        self._draft = draft
        self._on_account = on_account
        self._sources: list[dict[str, object]] = []
        self._counts: list[dict[str, object]] = []
        self._rejects: list[pl.DataFrame] = []

    def opened(self, raw: RawFile) -> RawFile:
        """Enter a raw file, and hand it on."""
        self._sources.append(
            {
                "file": raw.label,
                "sha256": sha256(raw.path),
                "bytes": raw.path.stat().st_size,
                "records": raw.count,
            }
        )
        return raw

    def insert(self, table: str, frame: pl.DataFrame) -> None:
        """Fill a table whose rows are not counted, because they follow from those of others."""
        self._draft.insert(table, frame)

    def load(self, loaded: Loaded) -> None:
        """Fill a table, and enter where its rows came from."""
        self._draft.insert(loaded.table, loaded.frame)
        self.enter(loaded)

    def enter(self, account: Loaded) -> None:
        """Enter where rows went that make no table of their own."""
        self._counts.append(
            {
                "table_name": account.table,
                "file": account.file,
                "unit": account.unit,
                "rows_read": account.read,
                "kept": account.frame.height,
                **{action: account.count(action) for action in ("repaired", "merged", "rejected")},
            }
        )
        self._rejects.append(account.rejects)
        self._on_account(account)

    def close(self) -> None:
        """Write the books into the warehouse."""
        self._draft.insert("rejected_rows", pl.concat(self._rejects))
        self._draft.insert("build_counts", pl.DataFrame(self._counts))
        self._draft.insert("build_sources", pl.DataFrame(self._sources))
