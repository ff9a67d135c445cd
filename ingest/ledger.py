"""The books of a build: every raw row that was read, and where it went."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl

from ingest.raw_csv import RawFile
from ingest.rejects import ROW_ACTIONS, Account, Loaded
from ingest.sources import sha256
from ingest.warehouse import Draft


class Ledger:
    """Fills a warehouse and keeps the account of it, which becomes the tables `rejected_rows` and `build_…`.

    Attributes:
        draft: The warehouse.

    Args:
        draft: The warehouse.
        on_account: Called with each account when its rows are in the warehouse.
    """

    def __init__(self, draft: Draft, on_account: Callable[[Account], None]) -> None:
        self.draft = draft
        self._on_account = on_account
        self._opened: list[RawFile] = []
        self._sources: list[dict[str, object]] = []
        self._counts: list[dict[str, object]] = []
        self._rejects: list[pl.DataFrame] = []

    def opened(self, raw: RawFile, day: date | None) -> RawFile:
        """Enter a raw file and the date of its drop, and hand the file on."""
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
        """Fill a table from parts that different files give, and enter where the rows came from."""
        self.draft.insert(parts[0].table, pl.concat([part.frame for part in parts]))
        self.enter(*(part.account for part in parts))

    def enter(self, *accounts: Account) -> None:
        """Enter where rows went that make no table of their own."""
        for account in accounts:
            self._enter(account)

    def _enter(self, account: Account) -> None:
        self._counts.append(
            {
                "table_name": account.table,
                "file": account.file,
                "unit": account.unit,
                "rows_read": account.read,
                "kept": account.kept,
                **{action: account.count(action) for action in ROW_ACTIONS},
            }
        )
        self._rejects.append(account.rejects)
        self._on_account(account)

    def close(self) -> None:
        """Write the books into the warehouse.

        Raises:
            SourceError: A raw file is not the one any more that was opened.
        """
        for raw in self._opened:
            raw.check_unchanged()
        self.draft.insert("rejected_rows", pl.concat(self._rejects))
        self.draft.insert("build_counts", pl.DataFrame(self._counts))
        self.draft.insert("build_sources", pl.DataFrame(self._sources))
