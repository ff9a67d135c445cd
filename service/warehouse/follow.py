"""A node over an object store: it follows a pointer, and brings the snapshot that this names to where the service finds its file.

One process of a node follows; the others see to what it tells them, and one of them takes its place when it ends. All of it runs
in a thread of its own, so that no answer waits for it, and so that it can begin before the service is up.
"""

import asyncio
import logging
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

from service.cluster.pointer import Pointer, PointerError, current_name, next_name, read_pointer
from service.cluster.store import ObjectStore
from service.cluster.store_errors import StoreError
from service.observability.metrics import FollowMetrics
from service.warehouse.hot_swap import Warehouse
from service.warehouse.snapshot_files import SnapshotFiles
from service.warehouse.snapshot_folder import LeaderState, SnapshotFolder, Upcoming

_SECONDS_BETWEEN_LOOKS_AT_LEADER = 0.3

_OFTENER_BEFORE_SWITCH = 4
"""How many times as often pointers are read while a snapshot is ready that does not answer yet, so that nodes switch together."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """What is followed.

    Attributes:
        address: The address of the store.
        sql_fingerprint: The fingerprint of the SQL files.
        seconds: The most seconds between two looks at the pointer.
    """

    address: str
    sql_fingerprint: str
    seconds: float


class Follower:
    """Brings snapshots from an object store to a warehouse.

    Args:
        source: What is followed.
        folder: Where snapshots are kept.
        warehouse: What answers from them.
        metrics: Where it is told how that goes.
    """

    def __init__(self, source: Source, folder: SnapshotFolder, warehouse: Warehouse, metrics: FollowMetrics) -> None:
        self._source = source
        self._folder = folder
        self._warehouse = warehouse
        self._metrics = metrics
        self._store: ObjectStore | None = None
        self._files = SnapshotFiles(folder, warehouse, metrics)
        self._seen_at = 0.0
        self._told: LeaderState | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="follow", daemon=True)
        warehouse.supply.fault = "No snapshot has come from the object store yet; try again in a moment."
        self._following = self._loop.create_task(self._follow())

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    async def close(self) -> None:
        """Follow no more."""
        self._loop.call_soon_threadsafe(self._following.cancel)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._following)
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _follow(self) -> None:
        has_entered = False
        try:
            while True:
                pause = self._source.seconds
                try:
                    if not has_entered:
                        self._folder.enter()
                        has_entered = True
                    pause = await self._look()
                except OSError as error:
                    self._warehouse.supply.fault = f"The folder for snapshots cannot be used: {error.strerror}."
                except Exception:  # noqa: BLE001 - whatever happens, the next snapshot must be seen
                    _LOG.exception("a look at the object store failed")
                await self._files.wait(pause)
        finally:
            await self._files.close()
            self._folder.leave()

    async def _look(self) -> float:
        """See to what there is to do.

        Returns:
            The seconds until the next look.
        """
        # One that is over would have the next look begin at once, for ever while the store is down.
        await self._files.forget_ended_pulls()
        if not self._folder.leads():
            told = self._folder.told()
            await self._files.open_brought(told.upcoming)
            self._take_over(told)
            return _SECONDS_BETWEEN_LOOKS_AT_LEADER
        state = await self._lead()
        if state != self._told:
            if state.fault and (self._told is None or state.fault != self._told.fault):
                _LOG.warning("%s", state.fault)
            self._folder.tell(state)
            self._told = state
        self._take_over(state)
        pause = self._source.seconds * random.uniform(0.75, 1)  # noqa: S311 - spreads looks of nodes, guards nothing
        return pause / _OFTENER_BEFORE_SWITCH if self._warehouse.supply.prepared else pause

    async def _lead(self) -> LeaderState:
        try:
            if self._store is None:
                self._store = await asyncio.to_thread(ObjectStore, self._source.address)
            store = self._store
            current, upcoming, fault = await self._pointers(store)
        except (StoreError, PointerError) as error:
            self._metrics.note_failure("pointer")
            before = self._told or LeaderState()
            return LeaderState(
                f"{error} Nothing newer than what answers is known; the store is asked again.", before.upcoming, self._seen_at
            )
        self._seen_at = time.time()
        wanted = {pointer.sha256: pointer for pointer in (current, upcoming) if pointer}
        await self._files.bring(store, wanted)
        if current:
            self._files.answer_from(current.sha256)
            await self._files.check(current.sha256)
        is_new = upcoming is not None and (current is None or upcoming.sha256 != current.sha256)
        ahead = Upcoming(upcoming.snapshot, upcoming.sha256) if upcoming and is_new else None
        return LeaderState(self._fault(current, ahead) or fault, ahead, self._seen_at)

    async def _pointers(self, store: ObjectStore) -> tuple[Pointer | None, Pointer | None, str | None]:
        """What answers, what answers next, and what is wrong with the latter, which keeps the former from nothing."""
        names = current_name(self._source.sql_fingerprint), next_name(self._source.sql_fingerprint)
        now, then = await asyncio.gather(*(asyncio.to_thread(store.read, name) for name in names))
        current = read_pointer(names[0], now.content) if now else None
        try:
            return current, read_pointer(names[1], then.content) if then else None, None
        except PointerError as error:
            self._metrics.note_failure("pointer")
            return current, None, str(error)

    def _fault(self, current: Pointer | None, upcoming: Upcoming | None) -> str | None:
        if current is None:
            name = current_name(self._source.sql_fingerprint)
            return f"The object store has no {name}: nothing has been published for the SQL files of this service."
        if reason := self._files.why_not(current.sha256):
            return f"Snapshot {current.snapshot} is refused: {reason}"
        if upcoming and (reason := self._files.why_not(upcoming.sha256)):
            return f"Snapshot {upcoming.snapshot}, which is to answer next, is refused: {reason}"
        if not self._files.is_fit(current.sha256) and self._warehouse.snapshot() is None:
            return (
                f"Snapshot {current.snapshot} is on its way from the object store, {current.size} bytes; try again in a moment."
            )
        return None

    def _take_over(self, state: LeaderState) -> None:
        supply, upcoming = self._warehouse.supply, state.upcoming
        supply.fault = state.fault
        is_prepared = upcoming and self._files.is_fit(upcoming.sha256) and self._folder.is_prepared_by_all(upcoming.sha256)
        supply.prepared = upcoming.snapshot if upcoming and is_prepared else None
        self._metrics.note_pointer(state.seen_at)
