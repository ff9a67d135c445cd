"""What a connection may take of the service: bytes before a request, time for each of its parts, and bytes that nobody reads.

All connections are looked at once in a while, so that a request itself costs next to nothing.
"""

import asyncio
import logging
import resource
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

_FILES_FOR_OTHERS = 128
"""Open files that are left to all but connections."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ConnectionLimits:
    """The bounds of connections.

    Attributes:
        connections: How many there may be in a process; fewer where the process may open fewer files.
        head_bytes: The most bytes of a request before its body: method, address and header fields.
        head_fields: The most header fields of a request.
        pipelined: The most requests that may wait behind one that is being answered.
        head_seconds: The time for a request to come, up to its body, since the connection was made or the last answer was given.
        body_seconds: The time for its body to come.
        unread_seconds: The time in which a client must take `least_read` bytes of an answer, or the rest of it.
        least_read: The bytes of an answer that a client must take in that time.
        unread_bytes: The most bytes of answers that are held for clients that do not take them; beyond it the longest go first.
        look_seconds: The time between two looks at all connections.
    """

    connections: int = 1000
    head_bytes: int = 65_536
    head_fields: int = 100
    pipelined: int = 100
    head_seconds: float = 10.0
    body_seconds: float = 30.0
    unread_seconds: float = 20.0
    least_read: int = 16_384
    unread_bytes: int = 256 * 2**20
    look_seconds: float = 1.0

    def most_connections(self) -> int:
        """How many connections there may be in this process."""
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return self.connections if files == resource.RLIM_INFINITY else max(1, min(self.connections, files - _FILES_FOR_OTHERS))


class Phase(Enum):
    """What a connection waits for."""

    HEAD = "request"
    BODY = "body of a request"
    ANSWER = "answer"


class Connection(Protocol):
    """A connection as it is looked at.

    Attributes:
        phase: What it waits for.
        since: Since when, in seconds of the event loop's clock.
    """

    phase: Phase
    since: float

    def unread(self) -> int:
        """The bytes that the client has not taken yet."""

    def times_read(self) -> int:
        """How often the client has taken nearly all of what there was for it."""

    def give_up(self, why: str, *, is_reset: bool) -> None:
        """Close the connection.

        Args:
            why: What took too long.
            is_reset: Whether nothing more is sent, not even what is there.
        """


@dataclass
class _Reading:
    """How much a client had left unread when it was last known to read, and when that was."""

    unread: int
    times_read: int
    since: float


class ConnectionWatch:
    """Looks at all connections of a process.

    Args:
        limits: What they may take.
        loop: The event loop.
    """

    def __init__(self, limits: ConnectionLimits, loop: asyncio.AbstractEventLoop) -> None:
        self._limits = limits
        self._loop = loop
        self._most = limits.most_connections()
        self._open: set[Connection] = set()
        self._reading: dict[Connection, _Reading] = {}
        self._given_up: Counter[str] = Counter()
        self._is_looking = False

    def open(self, connection: Connection) -> bool:
        """Look at a new connection from now on. When there are too many, that gives way which has waited longest.

        Returns:
            Whether there is room for it.
        """
        self._look_soon()
        if len(self._open) >= self._most:
            waiting = [other for other in self._open if other.phase is Phase.HEAD and not other.unread()]
            if not waiting:
                self._given_up["too many"] += 1
                return False
            self._give_up(min(waiting, key=lambda other: other.since), "too many", is_reset=True)
        self._open.add(connection)
        return True

    def close(self, connection: Connection) -> None:
        """Look at a connection no longer."""
        self._open.discard(connection)
        self._reading.pop(connection, None)

    def _look_soon(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._loop.call_later(self._limits.look_seconds, self._look)

    def _look(self) -> None:
        now = self._loop.time()
        seconds = {Phase.HEAD: self._limits.head_seconds, Phase.BODY: self._limits.body_seconds}
        unread = {connection: left for connection in self._open if (left := connection.unread())}
        for connection in list(self._open):
            if connection in unread:
                if self._is_stuck(connection, unread[connection], now):
                    self._give_up(connection, "taking an answer", is_reset=True)
            elif connection.phase in seconds and now - connection.since > seconds[connection.phase]:
                self._give_up(connection, f"the {connection.phase.value}", is_reset=False)
        self._reading = {connection: reading for connection, reading in self._reading.items() if connection in unread}
        self._make_room({connection: left for connection, left in unread.items() if connection in self._open})
        if self._given_up:
            told = ", ".join(f"{count} for {why}" for why, count in self._given_up.items())
            _LOG.warning("connections were closed: %s", told)
            self._given_up.clear()
        self._is_looking = False
        if self._open:
            self._look_soon()

    def _is_stuck(self, connection: Connection, unread: int, now: float) -> bool:
        last = self._reading.get(connection)
        times_read = connection.times_read()
        # What is unread grows when the service sends more.
        if last is None or times_read != last.times_read or unread <= last.unread - self._limits.least_read:
            self._reading[connection] = _Reading(unread, times_read, now)
            return False
        last.unread = max(last.unread, unread)
        return now - last.since > self._limits.unread_seconds

    def _make_room(self, unread: dict[Connection, int]) -> None:
        total = sum(unread.values())
        for connection in sorted(unread, key=lambda each: unread[each], reverse=True):
            if total <= self._limits.unread_bytes:
                return
            total -= unread[connection]
            self._give_up(connection, "too many unread bytes", is_reset=True)

    def _give_up(self, connection: Connection, why: str, *, is_reset: bool) -> None:
        self._given_up[why] += 1
        if is_reset:
            self.close(connection)
        connection.give_up(why, is_reset=is_reset)
