"""A node over an object store: it follows a pointer, and brings the snapshot that this names to where the service finds its file.

One process of a node follows; the others see to what it tells them, and one of them takes its place when it ends. All of it runs
in a thread of its own, so that no answer waits for it, and so that it can begin before the service is up.
"""

import asyncio
import logging
import random
import time
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

from cluster.pointer import Pointer, PointerError, current_name, next_name, read_pointer
from cluster.store import ObjectStore, StoreError
from service.observability.metrics import FollowMetrics
from service.problems import NotReadyError
from service.warehouse.file import UnfitFileError
from service.warehouse.hot_swap import Warehouse
from service.warehouse.pull import Pull, PullError
from service.warehouse.snapshot_folder import LeaderState, SnapshotFolder, Upcoming, digest_of

_FEWEST_SECONDS_BETWEEN_TRIES = 1.0
_MOST_SECONDS_BETWEEN_TRIES = 60.0

_SECONDS_BETWEEN_LOOKS_AT_LEADER = 0.3

_OFTENER_BEFORE_SWITCH = 4
"""How many times as often pointers are read while a snapshot is ready that does not answer yet, so that nodes switch together."""

_SECONDS_BETWEEN_DIGESTS = 30.0

_LOG = logging.getLogger(__name__)


@dataclass
class _Refused:
    """A file that could not be brought.

    Attributes:
        reason: Why.
        pause: Seconds until it is tried again.
        retry_at: When that is; None if it never is.
    """

    reason: str
    pause: float
    retry_at: float | None

    @property
    def is_waiting(self) -> bool:
        return self.retry_at is None or time.monotonic() < self.retry_at


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
        self._fit: set[str] = set()
        self._verified: set[str] = set()
        self._refused: dict[str, _Refused] = {}
        self._pulls: dict[str, asyncio.Task[None]] = {}
        self._digest_at = 0.0
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
                await self._wait(pause)
        finally:
            await self._cancel(set(self._pulls))
            self._folder.leave()

    async def _wait(self, pause: float) -> None:
        if self._pulls:
            await asyncio.wait(self._pulls.values(), timeout=pause, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(pause)

    async def _look(self) -> float:
        """See to what there is to do.

        Returns:
            The seconds until the next look.
        """
        # One that is over would have the next look begin at once, for ever while the store is down.
        await self._cancel({digest for digest, task in self._pulls.items() if task.done()})
        if not self._folder.leads():
            await self._obey(self._folder.told())
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
            current, upcoming, fault = await self._pointers()
        except (StoreError, PointerError) as error:
            self._metrics.note_failure("pointer")
            before = self._told or LeaderState()
            return LeaderState(
                f"{error} Nothing newer than what answers is known; the store is asked again.", before.upcoming, self._seen_at
            )
        self._seen_at = time.time()
        wanted = {pointer.sha256: pointer for pointer in (current, upcoming) if pointer}
        await self._bring(wanted)
        if current and current.sha256 in self._fit and current.sha256 != self._folder.linked():
            self._folder.link(current.sha256)
            self._digest_at = time.monotonic() + _SECONDS_BETWEEN_DIGESTS
            self._warehouse.look_soon()
        await self._check_linked(current)
        is_new = upcoming is not None and (current is None or upcoming.sha256 != current.sha256)
        ahead = Upcoming(upcoming.snapshot, upcoming.sha256) if upcoming and is_new else None
        return LeaderState(self._fault(current, ahead) or fault, ahead, self._seen_at)

    async def _pointers(self) -> tuple[Pointer | None, Pointer | None, str | None]:
        """What answers, what answers next, and what is wrong with the latter, which keeps the former from nothing."""
        if self._store is None:
            self._store = await asyncio.to_thread(ObjectStore, self._source.address)
        names = current_name(self._source.sql_fingerprint), next_name(self._source.sql_fingerprint)
        now, then = await asyncio.gather(*(asyncio.to_thread(self._store.read, name) for name in names))
        current = read_pointer(names[0], now.content) if now else None
        try:
            return current, read_pointer(names[1], then.content) if then else None, None
        except PointerError as error:
            self._metrics.note_failure("pointer")
            return current, None, str(error)

    async def _bring(self, wanted: dict[str, Pointer]) -> None:
        """Begin to bring what is wanted, and give up what is not any more."""
        await self._cancel(self._pulls.keys() - wanted.keys())
        self._refused = {digest: refused for digest, refused in self._refused.items() if digest in wanted}
        self._keep_fit(wanted.keys())
        self._verified &= wanted.keys()
        linked = self._folder.linked()
        self._folder.tidy(wanted.keys() | ({linked} if linked else set()))
        for digest, pointer in wanted.items():
            refused = self._refused.get(digest)
            if digest not in self._fit and digest not in self._pulls and not (refused and refused.is_waiting):
                self._pulls[digest] = asyncio.create_task(self._bring_one(pointer))

    def _keep_fit(self, digests: AbstractSet[str]) -> None:
        for digest in self._fit - digests:
            self._warehouse.forget(self._folder.file_of(digest))
        self._fit &= digests

    async def _cancel(self, digests: set[str]) -> None:
        tasks = [self._pulls.pop(digest) for digest in digests]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _bring_one(self, pointer: Pointer) -> None:
        try:
            await self._fetch(pointer)
            await self._open_ahead(pointer.snapshot, pointer.sha256)
        except PullError as error:
            self._metrics.note_failure(error.failure)
            self._refuse(pointer.sha256, error)
        except Exception:  # noqa: BLE001 - it would be tried again at once, and never told
            _LOG.exception("snapshot %s could not be brought", pointer.snapshot)
            self._refuse(pointer.sha256, PullError("unfit", "the service met a fault of its own; its log tells which."))

    async def _fetch(self, pointer: Pointer) -> None:
        assert self._store  # noqa: S101 - its pointers were read
        path = self._folder.file_of(pointer.sha256)
        if path.exists() and pointer.sha256 not in self._verified and await asyncio.to_thread(digest_of, path) != pointer.sha256:
            path.unlink()
        if not path.exists():
            begin = time.monotonic()
            await Pull(self._store, self._folder, pointer).run()
            self._metrics.note_pull(time.monotonic() - begin)
            _LOG.info("snapshot %s has come from the object store", pointer.snapshot)
        self._verified.add(pointer.sha256)

    async def _open_ahead(self, snapshot: str, digest: str) -> None:
        path = self._folder.file_of(digest)
        try:
            found = await asyncio.to_thread(self._warehouse.prepare, path)
        except NotReadyError as error:
            raise PullError(
                "unfit", str(error).replace(path.name, "The file"), is_final=isinstance(error, UnfitFileError)
            ) from error
        if found != snapshot:
            self._warehouse.forget(path)
            raise PullError("unfit", f"The file holds snapshot {found}, and its pointer says {snapshot}.", is_final=True)
        self._fit.add(digest)
        self._refused.pop(digest, None)
        self._folder.mark_prepared(digest)

    def _refuse(self, digest: str, error: PullError) -> None:
        before = self._refused.get(digest)
        pause = min(2 * before.pause, _MOST_SECONDS_BETWEEN_TRIES) if before else _FEWEST_SECONDS_BETWEEN_TRIES
        self._refused[digest] = _Refused(str(error), pause, None if error.is_final else time.monotonic() + pause)

    async def _check_linked(self, current: Pointer | None) -> None:
        """Bring a file anew that answers no more because the disk has not kept it."""
        if (
            not self._warehouse.is_refusing
            or current is None
            or current.sha256 not in self._fit
            or time.monotonic() < self._digest_at
        ):
            return
        self._digest_at = time.monotonic() + _SECONDS_BETWEEN_DIGESTS
        path = self._folder.file_of(current.sha256)
        if not path.exists() or await asyncio.to_thread(digest_of, path) != current.sha256:
            path.unlink(missing_ok=True)
            self._fit.discard(current.sha256)

    def _fault(self, current: Pointer | None, upcoming: Upcoming | None) -> str | None:
        if current is None:
            name = current_name(self._source.sql_fingerprint)
            return f"The object store has no {name}: nothing has been published for the SQL files of this service."
        if refused := self._refused.get(current.sha256):
            return f"Snapshot {current.snapshot} is refused: {refused.reason}"
        if upcoming and (refused := self._refused.get(upcoming.sha256)):
            return f"Snapshot {upcoming.snapshot}, which is to answer next, is refused: {refused.reason}"
        if current.sha256 not in self._fit and self._warehouse.snapshot() is None:
            return (
                f"Snapshot {current.snapshot} is on its way from the object store, {current.size} bytes; try again in a moment."
            )
        return None

    async def _obey(self, state: LeaderState) -> None:
        """Open ahead what the leader has brought, and tell what it tells."""
        upcoming = state.upcoming
        digest = upcoming.sha256 if upcoming else ""
        self._keep_fit({digest})
        self._refused = {known: refused for known, refused in self._refused.items() if known == digest}
        refused = self._refused.get(digest)
        if (
            upcoming
            and digest not in self._fit
            and self._folder.file_of(digest).exists()
            and not (refused and refused.is_waiting)
        ):
            try:
                await self._open_ahead(upcoming.snapshot, digest)
            except PullError as error:
                self._refuse(digest, error)
        self._take_over(state)

    def _take_over(self, state: LeaderState) -> None:
        supply, upcoming = self._warehouse.supply, state.upcoming
        supply.fault = state.fault
        is_prepared = upcoming and upcoming.sha256 in self._fit and self._folder.is_prepared_by_all(upcoming.sha256)
        supply.prepared = upcoming.snapshot if upcoming and is_prepared else None
        self._metrics.note_pointer(state.seen_at)
