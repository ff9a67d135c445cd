"""The snapshots that a node has in its folder, open and fit, and those that are on their way there."""

import asyncio
import logging
import time
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from service.cluster.pointer import Pointer
from service.cluster.store import ObjectStore
from service.observability.metrics import FollowMetrics
from service.problems import NotReadyError
from service.warehouse.file import UnfitFileError
from service.warehouse.hot_swap import Warehouse
from service.warehouse.pull import Pull, PullError
from service.warehouse.snapshot_folder import SnapshotFolder, Upcoming, digest_of

_FEWEST_SECONDS_BETWEEN_TRIES = 1.0
_MOST_SECONDS_BETWEEN_TRIES = 60.0
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


class SnapshotFiles:
    """The files of snapshots: brought where a pointer names them, opened ahead, and tried again when they are not fit.

    Args:
        folder: Where they are kept.
        warehouse: What answers from them.
        metrics: Where it is told how that goes.
    """

    def __init__(self, folder: SnapshotFolder, warehouse: Warehouse, metrics: FollowMetrics) -> None:
        self._folder = folder
        self._warehouse = warehouse
        self._metrics = metrics
        self._fit: set[str] = set()
        self._verified: set[str] = set()
        self._refused: dict[str, _Refused] = {}
        self._pulls: dict[str, asyncio.Task[None]] = {}
        self._digest_at = 0.0

    def is_fit(self, digest: str) -> bool:
        """Whether the file with a SHA-256 is there, and was found fit."""
        return digest in self._fit

    def why_not(self, digest: str) -> str | None:
        """Why a file was refused when it was last tried, if it was."""
        refused = self._refused.get(digest)
        return refused.reason if refused else None

    async def wait(self, seconds: float) -> None:
        """Wait until a pull is over, but not for longer than some seconds."""
        if self._pulls:
            await asyncio.wait(self._pulls.values(), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)

    async def forget_ended_pulls(self) -> None:
        """Forget pulls that are over: with one of them, `wait` would wait no more."""
        await self._cancel({digest for digest, task in self._pulls.items() if task.done()})

    async def close(self) -> None:
        """Give up all that is on its way."""
        await self._cancel(set(self._pulls))

    async def bring(self, store: ObjectStore, wanted: Mapping[str, Pointer]) -> None:
        """Begin to bring what is wanted, and give up what is not any more.

        Args:
            store: Where it is from.
            wanted: Pointers by the SHA-256 that they say.
        """
        await self._cancel(self._pulls.keys() - wanted.keys())
        self._keep(wanted.keys())
        self._verified &= wanted.keys()
        linked = self._folder.linked()
        self._folder.tidy(wanted.keys() | ({linked} if linked else set()))
        for digest, pointer in wanted.items():
            if digest not in self._pulls and self._is_to_be_tried(digest):
                self._pulls[digest] = asyncio.create_task(self._bring_one(store, pointer))

    async def open_brought(self, upcoming: Upcoming | None) -> None:
        """Open ahead what another process of the node has brought, and nothing else."""
        self._keep({upcoming.sha256} if upcoming else set())
        if upcoming and self._is_to_be_tried(upcoming.sha256) and self._folder.file_of(upcoming.sha256).exists():
            try:
                await self._open_ahead(upcoming)
            except PullError as error:
                self._refuse(upcoming.sha256, error)

    def answer_from(self, digest: str) -> None:
        """Have a fit file answer, if it does not yet."""
        if digest in self._fit and digest != self._folder.linked():
            self._folder.link(digest)
            self._digest_at = time.monotonic() + _SECONDS_BETWEEN_DIGESTS
            self._warehouse.look_soon()

    async def check(self, digest: str) -> None:
        """Have a file that answers no more brought anew if the disk has not kept it."""
        if not self._warehouse.is_refusing or digest not in self._fit or time.monotonic() < self._digest_at:
            return
        self._digest_at = time.monotonic() + _SECONDS_BETWEEN_DIGESTS
        path = self._folder.file_of(digest)
        if not path.exists() or await asyncio.to_thread(digest_of, path) != digest:
            path.unlink(missing_ok=True)
            self._fit.discard(digest)

    def _is_to_be_tried(self, digest: str) -> bool:
        refused = self._refused.get(digest)
        return digest not in self._fit and not (refused and refused.is_waiting)

    def _keep(self, digests: AbstractSet[str]) -> None:
        self._refused = {digest: refused for digest, refused in self._refused.items() if digest in digests}
        for digest in self._fit - digests:
            self._warehouse.forget(self._folder.file_of(digest))
        self._fit &= digests

    async def _cancel(self, digests: set[str]) -> None:
        tasks = [self._pulls.pop(digest) for digest in digests]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _bring_one(self, store: ObjectStore, pointer: Pointer) -> None:
        try:
            await self._fetch(store, pointer)
            await self._open_ahead(Upcoming(pointer.snapshot, pointer.sha256))
        except PullError as error:
            self._metrics.note_failure(error.failure)
            self._refuse(pointer.sha256, error)
        except Exception:  # noqa: BLE001 - it would be tried again at once, and never told
            _LOG.exception("snapshot %s could not be brought", pointer.snapshot)
            self._refuse(pointer.sha256, PullError("unfit", "the service met a fault of its own; its log tells which."))

    async def _fetch(self, store: ObjectStore, pointer: Pointer) -> None:
        path = self._folder.file_of(pointer.sha256)
        if path.exists() and pointer.sha256 not in self._verified and await asyncio.to_thread(digest_of, path) != pointer.sha256:
            path.unlink()
        if not path.exists():
            begin = time.monotonic()
            await Pull(store, self._folder, pointer).run()
            self._metrics.note_pull(time.monotonic() - begin)
            _LOG.info("snapshot %s has come from the object store", pointer.snapshot)
        self._verified.add(pointer.sha256)

    async def _open_ahead(self, upcoming: Upcoming) -> None:
        path = self._folder.file_of(upcoming.sha256)
        try:
            found = await asyncio.to_thread(self._warehouse.prepare, path)
        except NotReadyError as error:
            raise PullError(
                "unfit", str(error).replace(path.name, "The file"), is_final=isinstance(error, UnfitFileError)
            ) from error
        if found != upcoming.snapshot:
            self._warehouse.forget(path)
            raise PullError("unfit", f"The file holds snapshot {found}, and its pointer says {upcoming.snapshot}.", is_final=True)
        self._fit.add(upcoming.sha256)
        self._refused.pop(upcoming.sha256, None)
        self._folder.mark_prepared(upcoming.sha256)

    def _refuse(self, digest: str, error: PullError) -> None:
        before = self._refused.get(digest)
        pause = min(2 * before.pause, _MOST_SECONDS_BETWEEN_TRIES) if before else _FEWEST_SECONDS_BETWEEN_TRIES
        self._refused[digest] = _Refused(str(error), pause, None if error.is_final else time.monotonic() + pause)
