"""An object store: what Filmoteca asks of it.

Credentials, endpoints and regions come from the environment variables that each store has for them; the library reads those. It
is asked in the threads of those who ask: what it does for event loops can end a process that is just coming to its end.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, from_url

from service.cluster.address import is_store
from service.cluster.store_errors import MissingObjectError, StoreError, TakenError, told

if TYPE_CHECKING:
    from obstore import PutMode
    from obstore.store import ClientConfig
    from obstore.store import ObjectStore as Store

_ALLOW_HTTP = {"s3": "AWS_ALLOW_HTTP", "gs": "GOOGLE_ALLOW_HTTP", "az": "AZURE_ALLOW_HTTP"}
"""Variables that the library forgets as soon as it is told any time limit."""

_CONNECT = timedelta(seconds=3)
_FOR_LITTLE = timedelta(seconds=5)
_FOR_A_SNAPSHOT = timedelta(hours=6)

_MOST_BYTES_OF_LITTLE = 65_536
_CHUNK = 4 * 2**20


class Seen(NamedTuple):
    """An object as it was read.

    Attributes:
        content: Its bytes.
        version: What tells the store's later versions of it from this one.
    """

    content: bytes
    version: Mapping[str, str]


class Listed(NamedTuple):
    """An object of a list.

    Attributes:
        key: Its key.
        size: Its bytes.
        modified: When it was written.
    """

    key: str
    size: int
    modified: datetime


class ObjectStore:
    """A bucket, or a folder, and a prefix in it.

    Args:
        address: Such as ``s3://bucket/prefix``.

    Raises:
        StoreError: The address, or what the environment says of it, does not do.
    """

    def __init__(self, address: str) -> None:
        if not is_store(address):
            raise StoreError(
                "An object store has an address such as s3://bucket/prefix, gs://, az:// or file:///folder, without credentials."
            )
        parts = urlsplit(address)
        allow_http = os.environ.get(_ALLOW_HTTP.get(parts.scheme, ""), "").strip().lower() in {"1", "true", "yes", "on"}
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None

        def opened(seconds: timedelta) -> "Store":
            if self._folder:
                return LocalStore(self._folder)
            client: ClientConfig = {"connect_timeout": _CONNECT, "timeout": seconds, "allow_http": allow_http}
            # Whoever asks decides when to ask again.
            return from_url(address, client_options=client, retry_config={"max_retries": 0})

        with told("opened"):
            self._store = opened(_FOR_LITTLE)
            self._large = opened(_FOR_A_SNAPSHOT)

    def read(self, name: str) -> Seen | None:
        """Read a small object; None if there is none.

        Raises:
            StoreError: The store cannot be asked, or the object is not small.
        """
        try:
            with told(f"asked for {name}"):
                found = obstore.get(self._store, name)
                if found.meta["size"] > _MOST_BYTES_OF_LITTLE:
                    raise StoreError(f"{name} in the object store has {found.meta['size']} bytes, so it is no pointer.")
                content = bytes(found.bytes())
        except MissingObjectError:
            return None
        version = {"e_tag": found.meta["e_tag"], "version": found.meta["version"]}
        return Seen(content, {name: value for name, value in version.items() if value})

    def size(self, key: str) -> int:
        """The bytes of an object.

        Raises:
            MissingObjectError: There is none.
            StoreError: The store cannot be asked.
        """
        with told(f"asked for {key}"):
            return obstore.head(self._store, key)["size"]

    def chunks(self, key: str) -> Iterator[memoryview]:
        """The bytes of a large object, piece by piece.

        Raises:
            MissingObjectError: There is none.
            StoreError: The store cannot be asked, or hangs up.
        """
        with told(f"asked for {key}"):
            pieces = iter(obstore.get(self._large, key).stream(min_chunk_size=_CHUNK))
        while True:
            with told(f"asked for {key}"):
                piece = next(pieces, None)
            if piece is None:
                return
            yield memoryview(piece)

    def create(self, key: str, file: Path) -> bool:
        """Put a file into the store where nothing is yet, whole or not at all.

        Returns:
            Whether it is there now; False if an object is there already, which stays as it is.

        Raises:
            StoreError: The store does not take it.
        """
        return self._put(key, file, "create")

    def swap(self, name: str, content: bytes, before: Seen | None) -> bool:
        """Put a small object into the place of the one that was read before, if that is still there.

        Args:
            name: Its name.
            content: Its bytes.
            before: What was read; None if there was nothing, and nothing may be there now.

        Returns:
            Whether it is there now; False if somebody else was faster.

        Raises:
            StoreError: The store does not take it, so it may be there or not.
        """
        if self._folder:
            return self._swap_file(self._folder, name, content, before)
        return self._put(name, content, _update(before) if before else "create")

    def list(self) -> list[Listed]:
        """All objects.

        Raises:
            StoreError: The store cannot be asked.
        """
        with told("listed"):
            found = [meta for page in obstore.list(self._store) for meta in page]
        return [Listed(meta["path"], meta["size"], meta["last_modified"]) for meta in found]

    def delete(self, key: str) -> None:
        """Delete an object, which need not be there.

        Raises:
            StoreError: The store does not do it.
        """
        with told(f"told to delete {key}"):
            obstore.delete(self._store, key)

    def _put(self, key: str, content: bytes | Path, mode: "PutMode") -> bool:
        try:
            with told(f"given {key}"):
                obstore.put(self._large, key, content, mode=mode, use_multipart=False)
        except TakenError:
            return False
        return True

    def _swap_file(self, folder: Path, name: str, content: bytes, before: Seen | None) -> bool:
        """What a folder cannot do by itself, under a lock that all who publish to it take."""
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.read(name) != before:
                return False
            return self._put(name, content, "overwrite")
        finally:
            os.close(lock)


def _update(before: Seen) -> "PutMode":
    """Only in the place of what was read, where the store leaves out what it does not tell versions by."""
    if not before.version:
        raise StoreError(
            "The object store does not tell versions of its objects apart, so nothing can be published to it safely."
        )
    return dict(before.version)  # type: ignore[return-value]
