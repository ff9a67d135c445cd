"""The warehouse as it is now: the file is watched, and a new version of it answers as soon as it has been checked."""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.observability.metrics import Metrics
from service.observability.request_record import REQUEST
from service.problems import NotReadyError
from service.warehouse.executor import Executors
from service.warehouse.file import (
    DamagedFileError,
    OpenedFile,
    UnfitFileError,
    Version,
    open_warehouse,
    reopen,
)
from service.warehouse.file_state import FileState, file_state
from service.warehouse.snapshot import OpenSnapshot

_POLL_SECONDS = 0.3
"""Seconds between two looks at the file. A new one is opened when two looks in a row find it in the same state, for a program may
still be writing to it; so it answers within a second."""

_LONGEST_PAUSE = 0.6
"""Seconds after which a file that could not be opened is tried again at the latest, for what keeps it shut may pass and leave the
file as it is: another program's lock, missing rights. The first pause is that between two looks, and each is twice the last."""

_LONGEST_PAUSE_AFTER_DAMAGE = 60.0
"""The same for a file that is damaged, for it is read whole each time."""

_LOG = logging.getLogger(__name__)


@dataclass
class Supply:
    """What is known of new files where something brings them.

    Attributes:
        fault: What keeps a newer one from coming.
        prepared: The snapshot that is open already and answers as soon as its file is put in place.
    """

    fault: str | None = None
    prepared: str | None = None


class Warehouse:
    """The newest fit version of the warehouse file. A file that is missing or unfit leaves the version before it in place.

    The file of the version before the one that answers stays at hand, without any memory, for it may turn out only later that
    the newer one is damaged: a disk can fail at any time, and a program can write to the very file that is open.

    Args:
        path: The DuckDB file.
        sql_fingerprint: The fingerprint of the SQL files that the warehouse must have been built from.
        executors: What runs the jobs.
        metrics: Where it is told which version answers.

    Attributes:
        path: The DuckDB file.
        open_snapshot: The version that answers, if there is one.
        supply: What is known of new files where something brings them.
    """

    def __init__(self, path: Path, sql_fingerprint: str, executors: Executors, metrics: Metrics) -> None:
        self.path = path
        self._sql_fingerprint = sql_fingerprint
        self._executors = executors
        self._metrics = metrics
        self._tried: FileState | None = None
        self._seen: FileState | None = None
        self._pause = 0.0
        self._retry_at: float | None = None
        self._watching: asyncio.Task[None] | None = None
        self._answering: Version | None = None
        self._before: Version | None = None
        self._prepared: dict[Path, OpenedFile] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self.supply = Supply()
        self.open_snapshot: OpenSnapshot | None = None
        self._refused: str | None = "The warehouse has not been opened."

    async def open(self) -> None:
        """Open the file if it is there and fit, and watch it from now on."""
        self._loop = asyncio.get_running_loop()
        self._seen = file_state(self.path)
        if prepared := self._take_prepared(self._seen):
            self._exchange(prepared)
        else:
            await self._reload()
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop watching, let what runs come to its end, and close the file."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self._executors.close()
        self._prepared.clear()
        self.open_snapshot = self._answering = self._before = None

    async def current(self) -> OpenSnapshot:
        """The version that answers now, which is noted with the request at hand.

        Raises:
            NotReadyError: There is none.
        """
        if self.open_snapshot is None:
            raise NotReadyError(self.refused or "")
        if record := REQUEST.get():
            record.snapshot = self.open_snapshot.snapshot
        return self.open_snapshot

    def snapshot(self) -> str | None:
        """The fingerprint of the content that answers now, if there is one."""
        return self.open_snapshot.snapshot if self.open_snapshot else None

    @property
    def refused(self) -> str | None:
        """Why the newest version does not answer, as far as is known; None when it does."""
        return self.supply.fault or self._refused

    @property
    def is_refusing(self) -> bool:
        """Whether the file that is there did not answer when it was last tried."""
        return self._refused is not None

    def prepare(self, path: Path) -> str:
        """Open and check a file that is to be put in place soon, so that it answers at once then. Any thread may do so.

        Args:
            path: Where the file is; it is put in place by a link, which leaves its state as it is.

        Returns:
            The fingerprint of its content.

        Raises:
            NotReadyError: It is not fit.
        """
        if self._answering and self._answering.state == file_state(path):
            return self._answering.snapshot
        opened = open_warehouse(path, self._sql_fingerprint)
        self._prepared[path] = opened
        return opened.version.snapshot

    def forget(self, path: Path) -> None:
        """Close a file that was opened ahead, if it does not answer."""
        self._prepared.pop(path, None)

    def look_soon(self) -> None:
        """Have the file looked at as soon as possible. Any thread may do so."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._wake.set)

    async def _watch(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)
            self._wake.clear()
            try:
                await self._poll()
            except Exception:  # noqa: BLE001 - whatever happens, the next file must be seen
                _LOG.exception("a look at %s failed", self.path)

    async def _poll(self) -> None:
        state = await asyncio.to_thread(file_state, self.path)
        if state and self.open_snapshot and self.open_snapshot.version.state.is_cut(state):
            self._withdraw()
        if self.open_snapshot is not None and await asyncio.to_thread(self.open_snapshot.is_broken):
            self._open_anew()
        if self.open_snapshot is None and self._before:
            await self._fall_back(self._before)
        if prepared := self._take_prepared(state):
            self._exchange(prepared)
        elif state == self._seen and (state != self._tried or self._is_time_to_retry()):
            await self._reload()
        self._seen = state

    def _is_time_to_retry(self) -> bool:
        return self._retry_at is not None and time.monotonic() >= self._retry_at

    async def _reload(self) -> None:
        """Answer from the file as it is now, if it is fit."""
        self._pause = 2 * self._pause if self._seen == self._tried else _POLL_SECONDS
        self._tried = self._seen
        try:
            opened = await asyncio.to_thread(open_warehouse, self.path, self._sql_fingerprint)
        except NotReadyError as error:
            self._refuse(error)
            self._pause = min(self._pause, _LONGEST_PAUSE_AFTER_DAMAGE if isinstance(error, DamagedFileError) else _LONGEST_PAUSE)
            self._retry_at = None if isinstance(error, UnfitFileError) else time.monotonic() + self._pause
            return
        self._exchange(opened)

    def _take_prepared(self, state: FileState | None) -> OpenedFile | None:
        """The file in a state, if it was opened ahead."""
        paths = [path for path, opened in list(self._prepared.items()) if opened.version.state == state]
        return self._prepared.pop(paths[0], None) if paths else None

    def _exchange(self, opened: OpenedFile) -> None:
        """Answer from a file, and keep the version before at hand."""
        self._tried = opened.version.state
        if self._answering and not self._answering.state.is_same_file(opened.version.state):
            self._before = self._answering
        self._answer_from(opened)
        self._refused = self._retry_at = None
        self._metrics.note_snapshot(opened.version.built_at)

    async def _fall_back(self, before: Version) -> None:
        """Answer from the version before, until there is a fit file."""
        self._answering = self._before = None
        try:
            opened = await asyncio.to_thread(reopen, before)
        except NotReadyError:
            _LOG.exception("the version before, snapshot %s, cannot be opened any more", before.snapshot)
            return
        self._answer_from(opened)

    def _answer_from(self, opened: OpenedFile) -> None:
        self._answering = opened.version
        self.open_snapshot = OpenSnapshot(opened, self._executors)
        _LOG.info("answers come from snapshot %s", opened.version.snapshot)

    def _refuse(self, error: NotReadyError) -> None:
        if str(error) != self._refused:
            _LOG.warning("%s is refused: %s", self.path, error.__cause__ or error)
        self._refused = str(error)
        self._metrics.note_refusal()
        if self.open_snapshot and self._seen and self.open_snapshot.version.state.is_overwritten(self._seen):
            self._withdraw()

    def _open_anew(self) -> None:
        """Give up what has the file open, though the file is fit, so that the file is opened again."""
        self.open_snapshot = None
        self._tried = None
        self._metrics.note_refusal()
        self._refused = (
            "The warehouse is damaged, or DuckDB met an error of its own; it is opened anew, so try again in a moment."
        )
        _LOG.error("%s is damaged, or DuckDB met an error of its own; it is opened anew", self.path)

    def _withdraw(self) -> None:
        self.open_snapshot = None
        self._metrics.note_refusal()
        self._refused = f"{self.path.name} is being written to; replace it by renaming a finished file."
        _LOG.error("%s was overwritten in place, so nothing of it can be answered until it is whole again", self.path)
