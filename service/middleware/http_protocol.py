"""HTTP as uvicorn speaks it, within bounds, with problem details also for what no application gets to see."""

import asyncio
import fcntl
import struct
import termios
from contextlib import suppress
from http import HTTPStatus
from typing import ClassVar

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.middleware.connections import ConnectionLimits, ConnectionWatch, Phase
from service.problems import MEDIA_TYPE, plain_problem

_NO_HTTP = (
    "This is no request of HTTP, or its method is unknown. An address may hold ASCII characters only; write all others, and "
    "blanks and controls, in their percent-encoded form, such as '%C3%B1' for 'ñ'."
)


class _TooMuchError(Exception):
    """A request has more of something than it may."""


class HttpProtocol(HttpToolsProtocol):
    """A connection to a client.

    Attributes:
        limits: What a connection may take.
        phase: What it waits for.
        since: Since when, in seconds of the event loop's clock.
    """

    limits: ClassVar[ConnectionLimits] = ConnectionLimits()
    _watches: ClassVar[dict[asyncio.AbstractEventLoop, ConnectionWatch]] = {}

    phase = Phase.HEAD
    since = 0.0
    _is_given_up = False
    _has_begun = False
    _unframed = 0
    _times_read = 0
    _refusal: tuple[HTTPStatus, str] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection, if there is room for one more."""
        super().connection_made(transport)
        self.since = self.loop.time()
        if self.loop not in self._watches:
            # A process serves in one event loop.
            self._watches.clear()
            self._watches[self.loop] = ConnectionWatch(self.limits, self.loop)
        if not self._watches[self.loop].open(self):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Too many clients are connected; try again in a moment.")

    def connection_lost(self, exc: Exception | None) -> None:
        """End a connection."""
        if watch := self._watches.get(self.loop):
            watch.close(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless a request becomes too long without getting anywhere."""
        if self._is_given_up:
            return
        self._unframed += len(data)
        super().data_received(data)
        if self._unframed > self.limits.head_bytes and not self._is_given_up:
            self._refuse(*self._too_long())

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._has_begun = True
        self._unframed = 0

    def on_url(self, url: bytes) -> None:
        """Take a piece of an address."""
        super().on_url(url)
        self._check_length(len(self.url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field."""
        super().on_header(name, value)
        if len(self.headers) > self.limits.head_fields:
            self._refusal = (
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                f"A request may have {self.limits.head_fields} header fields.",
            )
            raise _TooMuchError

    def on_headers_complete(self) -> None:
        """Have a request answered."""
        self._check_length(len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers))
        if len(self.pipeline) >= self.limits.pipelined:
            self._refusal = HTTPStatus.TOO_MANY_REQUESTS, "Too many requests were sent before the first one was answered."
            raise _TooMuchError
        self._unframed = 0
        self._wait_for(Phase.BODY)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        self._unframed = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._has_begun = False
        self._unframed = 0
        is_answered = self.cycle is None or self.cycle.response_complete
        self._wait_for(Phase.HEAD if is_answered else Phase.ANSWER)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on to the next request."""
        if self.phase is Phase.ANSWER and not self.pipeline:
            self._wait_for(Phase.HEAD)
        super().on_response_complete()

    def resume_writing(self) -> None:
        """Go on sending."""
        self._times_read += 1
        super().resume_writing()

    def unread(self) -> int:
        """The bytes that the client has not taken yet."""
        held = self.transport.get_write_buffer_size()
        if not held:
            return 0
        # The system holds some more for the client, and takes new bytes only when many of those are gone.
        with suppress(OSError):
            number = self.transport.get_extra_info("socket").fileno()
            held += struct.unpack("i", fcntl.ioctl(number, termios.TIOCOUTQ, bytes(4)))[0]
        return held

    def times_read(self) -> int:
        """How often the client has taken nearly all of what there was for it."""
        return self._times_read

    def give_up(self, why: str, *, is_reset: bool) -> None:
        """Close the connection, with a word if the client waits for one.

        Args:
            why: What took too long.
            is_reset: Whether nothing more is sent, not even what is there.
        """
        if is_reset:
            self._is_given_up = True
            self.transport.abort()
        elif self.phase is Phase.HEAD and not self._has_begun:
            # Nothing of a request has come.
            self._is_given_up = True
            self.phase = Phase.ANSWER
            self.transport.close()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, f"It took too long for {why} to come; send it at once.")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own text, which is no problem
        """Tell a client that its request cannot be read, or is too much, and hang up."""
        self._refuse(*(self._refusal or (HTTPStatus.BAD_REQUEST, _NO_HTTP)))

    def _wait_for(self, phase: Phase) -> None:
        self.phase = phase
        self.since = self.loop.time()

    def _check_length(self, length: int) -> None:
        if length > self.limits.head_bytes:
            self._refusal = self._too_long()
            raise _TooMuchError

    def _too_long(self) -> tuple[HTTPStatus, str]:
        return (
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            f"The address and the header fields of a request may have {self.limits.head_bytes} bytes together.",
        )

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        """Tell a client why it is not answered, unless it waits for the answer to another request, and hang up."""
        self._is_given_up = True
        is_own = self.phase is Phase.BODY and not self.pipeline
        self.phase = Phase.ANSWER
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if not is_answering or (is_own and not self.cycle.response_started):
            body = msgspec.json.encode(plain_problem(status, detail))
            fields = {
                "content-type": MEDIA_TYPE,
                "content-length": str(len(body)),
                "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
                "x-content-type-options": "nosniff",
                "connection": "close",
            }
            if status == HTTPStatus.SERVICE_UNAVAILABLE:
                fields["retry-after"] = "1"
            lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            self.transport.write(b"".join((STATUS_LINE[status], lines.encode(), b"\r\n", body)))
        self.transport.close()
