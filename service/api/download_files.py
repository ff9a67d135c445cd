"""Long answers while they are sent: each is whole in a file first, so that its length is known and any part of it can be had.

A file has no name, so that nothing of it is left when the process ends, however it ends. Files are held for later requests, as of
clients that read a Parquet file part by part; the least used leave when there are too many of them, or too many bytes. A file
that has left stays open while it is sent, so there is a bound as well to what waits for clients that do not take what they want.
"""

import asyncio
import os
import weakref
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from tempfile import TemporaryFile
from typing import IO

from cachetools import LRUCache

from service.problems import BusyError, NoRoomError

_BYTES_AT_ONCE = 2**18

_MADE_AT_ONCE = 2
"""Downloads that are made at once. DuckDB holds all rows of one while it is made."""

_MOST_WAITING = 16
"""Downloads that may wait to be made."""

_MOST_OF_ONE = 8
"""Downloads of one client that may wait or be made. One of them is made at a time, so that others have the other turn."""

_MOST_HELD = 200
"""Downloads that are held at most, however short they are: each takes one of the files that the process may open."""

_MOST_SENT = 200
"""Downloads that are not held and still sent at most."""

_MOST_BYTES_SENT = 2**30
"""The most bytes of downloads that are not held and still sent; half of this and of their number may be of one client."""


class DownloadFile:
    """A download that has been made. Its file is closed when nothing refers to it any more.

    Args:
        file: What holds its bytes.

    Attributes:
        size: How many bytes it has.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        weakref.finalize(self, file.close)
        self.size = os.fstat(file.fileno()).st_size

    async def pieces(self, wanted: range) -> AsyncIterator[bytes]:
        """Some of its bytes, piece by piece."""
        for start in range(wanted.start, wanted.stop, _BYTES_AT_ONCE):
            count = min(_BYTES_AT_ONCE, wanted.stop - start)
            yield await asyncio.to_thread(os.pread, self._file.fileno(), count, start)


class DownloadFiles:
    """The downloads that are held, by their entity tags.

    Args:
        most_bytes: How many bytes of them are held.
    """

    def __init__(self, most_bytes: int) -> None:
        self._held: LRUCache[str, DownloadFile] = LRUCache(most_bytes, getsizeof=lambda held: held.size)
        self._making: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._open: weakref.WeakKeyDictionary[DownloadFile, str] = weakref.WeakKeyDictionary()
        self._asked: Counter[str] = Counter()
        self._turns = asyncio.Semaphore(_MADE_AT_ONCE)
        self._own_turns: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._waiting = 0

    @property
    def bytes_held(self) -> int:
        """The bytes of the downloads in it."""
        return int(self._held.currsize)

    async def get(self, client: str, tag: str, pieces: AsyncIterator[bytes]) -> DownloadFile:
        """The download with a tag. Of several requests for one that is not there yet, one makes it and the others wait.

        Args:
            client: Who wants it.
            tag: Its entity tag.
            pieces: What makes it, if it is not held.

        Raises:
            BusyError: Too many downloads are being made, or sent to clients that do not take them.
            NoRoomError: It does not fit on the disk.
        """
        making = self._making.setdefault(tag, asyncio.Lock())
        async with making:
            held = self._held.get(tag)
            if held is None:
                held = await self._made_in_turn(client, pieces)
                self._keep(tag, held)
            return held

    async def put(self, client: str, body: bytes) -> DownloadFile:
        """Put an answer that one client waits for, and nobody else will get, from memory into a file.

        Args:
            client: Who waits for it.
            body: The answer.

        Raises:
            BusyError: Too many downloads are sent to clients that do not take them.
            NoRoomError: It does not fit on the disk.
        """
        self._check_sent(client)
        made = await _made(_one(body))
        self._open[made] = client
        return made

    async def _made_in_turn(self, client: str, pieces: AsyncIterator[bytes]) -> DownloadFile:
        if self._waiting >= _MOST_WAITING:
            raise BusyError("Too many downloads are being made; try again in a moment.")
        if self._asked[client] >= _MOST_OF_ONE:
            raise BusyError(f"{_MOST_OF_ONE} downloads of this client are being made; wait for one of them.")
        self._asked[client] += 1
        try:
            async with self._turn(client):
                self._check_sent(client)
                made = await _made(pieces)
        finally:
            self._asked[client] -= 1
            if not self._asked[client]:
                del self._asked[client]
        self._open[made] = client
        return made

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        own_turn = self._own_turns.setdefault(client, asyncio.Lock())
        async with AsyncExitStack() as turns:
            self._waiting += 1
            try:
                await turns.enter_async_context(own_turn)
                await turns.enter_async_context(self._turns)
            finally:
                self._waiting -= 1
            yield

    def _check_sent(self, client: str) -> None:
        held = set(self._held.values())
        sent = [(file.size, owner) for file, owner in self._open.items() if file not in held]
        own = [size for size, owner in sent if owner == client]
        if _is_too_much([size for size, _ in sent], 1) or _is_too_much(own, 2):
            raise BusyError("Too many downloads wait for clients that have asked for them; try again in a moment.")

    def _keep(self, tag: str, made: DownloadFile) -> None:
        if made.size > self._held.maxsize:
            return
        self._held[tag] = made
        if len(self._held) > _MOST_HELD:
            self._held.popitem()


def _is_too_much(sizes: Sequence[int], share: int) -> bool:
    return len(sizes) >= _MOST_SENT // share or sum(sizes) >= _MOST_BYTES_SENT // share


async def _one(piece: bytes) -> AsyncIterator[bytes]:
    yield piece


async def _made(pieces: AsyncIterator[bytes]) -> DownloadFile:
    try:
        file = await asyncio.to_thread(TemporaryFile)
        try:
            async for piece in pieces:
                await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(file.flush)
        except BaseException:
            file.close()
            raise
    except OSError as error:
        raise NoRoomError("The service has no room for the whole answer; ask for fewer rows or columns at once.") from error
    return DownloadFile(file)
