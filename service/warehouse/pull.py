"""One snapshot on its way from the store into the folder of a node: whole and unchanged, or not at all."""

import asyncio
import time
from hashlib import sha256
from threading import Event, Thread
from typing import Literal

from service.cluster.pointer import Pointer
from service.cluster.store import ObjectStore
from service.cluster.store_errors import MissingObjectError, StoreError
from service.warehouse.snapshot_folder import SnapshotFolder

_SECONDS_WITHOUT_BYTES = 20.0
_SECONDS_BETWEEN_LOOKS = 0.05

Failure = Literal["store", "missing", "size", "sha256", "unfit", "disk"]


class PullError(Exception):
    """A snapshot did not come; the message says why.

    Args:
        failure: What sort of failure it is, for the metrics.
        reason: Why, for whoever runs the service.
        is_final: Whether it stays so as long as the pointer names this file.
    """

    def __init__(self, failure: Failure, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.failure = failure
        self.is_final = is_final


class Pull:
    """A snapshot that is fetched, in a thread of its own, which nobody need wait for when the store does not answer.

    Args:
        store: Where it is from.
        folder: Where it is to be.
        pointer: What it must be.
    """

    def __init__(self, store: ObjectStore, folder: SnapshotFolder, pointer: Pointer) -> None:
        self._store = store
        self._folder = folder
        self._pointer = pointer
        self._given_up = Event()
        self._moved_at = time.monotonic()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="pull", daemon=True)

    async def run(self) -> None:
        """Fetch it; who is cancelled gives it up.

        Raises:
            PullError: It did not come, and nothing of it is in the folder.
        """
        self._thread.start()
        try:
            while self._thread.is_alive():
                await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
                if time.monotonic() - self._moved_at > _SECONDS_WITHOUT_BYTES:
                    raise PullError("store", f"The object store sends nothing more of {self._pointer.key}.")
        finally:
            self._given_up.set()
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            self._fetch()
        except MissingObjectError as error:
            self._error = PullError("missing", str(error))
        except StoreError as error:
            self._error = PullError("store", str(error))
        except OSError as error:
            self._error = PullError("disk", f"The snapshot cannot be written: {error.strerror}.")
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._error = error

    def _fetch(self) -> None:
        pointer = self._pointer
        if (size := self._store.size(pointer.key)) != pointer.size:
            raise PullError("size", f"{pointer.key} has {size} bytes, and its pointer says {pointer.size}.")
        partial = self._folder.partial(pointer.sha256)
        digest = sha256()
        written = 0
        try:
            with partial.open("wb") as file:
                for chunk in self._store.chunks(pointer.key):
                    if self._given_up.is_set():
                        return
                    written += file.write(chunk)
                    digest.update(chunk)
                    self._moved_at = time.monotonic()
            if written != pointer.size:
                raise PullError("size", f"{pointer.key} ended after {written} of {pointer.size} bytes.")
            if digest.hexdigest() != pointer.sha256:
                raise PullError("sha256", f"{pointer.key} has another SHA-256 than its pointer says.")
            partial.rename(self._folder.file_of(pointer.sha256))
        finally:
            partial.unlink(missing_ok=True)
