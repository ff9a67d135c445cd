"""Clients that hang up: nobody works for them any longer."""

import asyncio
from typing import cast

from litestar.types import HTTPScope, ReceiveMessage
from litestar.types.asgi_types import HTTPRequestEvent, Receive

_PATIENCE = 0.1
"""Seconds after which a connection is listened to. Most answers are complete by then, so that they cost no listening."""


class ClientConnection:
    """The connection to a client while its request is answered.

    Args:
        scope: The request.
        receive: What the server gives to receive from the client.

    Attributes:
        is_answered: Whether the client has the whole answer.
        is_dead: Whether the client has hung up before that; then what answers it is cancelled.
    """

    __slots__ = ("_is_read", "_listening", "_receive", "_scope", "_task", "is_answered", "is_dead")

    def __init__(self, scope: HTTPScope, receive: Receive) -> None:
        self._scope = scope
        self._receive = receive
        self._task = cast("asyncio.Task[None]", asyncio.current_task())
        self._is_read = False
        self._listening: asyncio.Task[None] | None = None
        self.is_answered = False
        self.is_dead = False

    async def receive(self) -> ReceiveMessage:
        """Receive for the application."""
        if self._listening and not self._is_read:
            # The listener has taken the only message of a request without a body.
            self._is_read = True
            empty: HTTPRequestEvent = {"type": "http.request", "body": b"", "more_body": False}
            return empty
        message = await self._receive()
        if message["type"] == "http.request":
            self._is_read = not message["more_body"]
        return message

    def listen(self) -> None:
        """Begin to listen whether the client hangs up, if it has sent the whole request."""
        if self._listening is None and (self._is_read or not _has_body(self._scope)):
            self._listening = asyncio.create_task(self._cancel_when_dead())

    def close(self) -> None:
        """Listen no longer."""
        if self._listening:
            self._listening.cancel()

    async def _cancel_when_dead(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        # The end of an answer is told in the same way.
        if not self.is_answered:
            self.is_dead = True
            self._task.cancel()


class DisconnectWatcher:
    """Watches all connections whose requests are being answered."""

    def __init__(self) -> None:
        self._old: set[ClientConnection] = set()
        self._open: set[ClientConnection] = set()
        self._is_watched = False

    def open(self, scope: HTTPScope, receive: Receive) -> ClientConnection:
        """Watch the connection of the request that the running task answers."""
        connection = ClientConnection(scope, receive)
        self._open.add(connection)
        if not self._is_watched:
            self._is_watched = True
            asyncio.get_running_loop().call_later(_PATIENCE, self._watch)
        return connection

    def close(self, connection: ClientConnection) -> None:
        """Watch a connection no longer, for its request is answered or given up."""
        self._open.discard(connection)
        connection.close()

    def _watch(self) -> None:
        """Listen to the connections that were open already at the last look."""
        for connection in self._open & self._old:
            connection.listen()
        self._old = set(self._open)
        self._is_watched = bool(self._open)
        if self._is_watched:
            asyncio.get_running_loop().call_later(_PATIENCE, self._watch)


def _has_body(scope: HTTPScope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])
