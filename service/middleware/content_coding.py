"""Answers compressed as the client accepts. One body gives the same bytes at any time, so that an entity tag stands for them."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Iterable
from typing import NamedTuple

import brotli
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from service.formats.negotiation import IDENTITY, Coding
from service.formats.row_formats import FORMATS
from service.header_fields import Fields
from service.request_state import REQUEST_STATE

_FEWEST_BYTES = 500
"""An answer with fewer gains nothing."""

_MOST_BYTES_IN_LOOP = 2**16
"""The bytes that are compressed at once in the event loop. More would hold up all other requests, and go to a thread."""

_PACKED = frozenset({"image/png", *(each.media_type for each in FORMATS.values() if each.packed)})
"""The media types whose bytes are compressed already."""

_GZIP = 16 + zlib.MAX_WBITS
"""The size of zlib's window, and the sign for the format of gzip. Python's own writer of that format puts the time into it."""


class _Encoder(NamedTuple):
    """What encodes one body: pieces of it, what is left of a piece, and what is left at the end."""

    process: Callable[[bytes], bytes]
    flush: Callable[[], bytes]
    finish: Callable[[], bytes]

    async def encoded(self, piece: bytes, *, more: bool) -> bytes:
        """A piece as it is sent, whether or not more will follow."""
        return await _in_turn(lambda: self.process(piece) + (self.flush() if more else self.finish()), len(piece))


def _brotli() -> _Encoder:
    # The levels of both are those at which they take about as long as the rest of an answer.
    made = brotli.Compressor(mode=brotli.MODE_TEXT, quality=4)
    return _Encoder(made.process, made.flush, made.finish)


def _gzip() -> _Encoder:
    made = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return _Encoder(made.compress, lambda: made.flush(zlib.Z_SYNC_FLUSH), made.flush)


_ENCODERS = {"br": _brotli, "gzip": _gzip}


async def encoded(pieces: AsyncIterator[bytes], coding: Coding) -> AsyncIterator[bytes]:
    """The pieces of a body in a content coding."""
    if coding.name == IDENTITY:
        async for piece in pieces:
            yield piece
        return
    encoder = _ENCODERS[coding.name]()
    held = 0
    async for piece in pieces:
        # What is held up may all be compressed at the end.
        held += len(piece)
        yield await _in_turn(lambda piece=piece: encoder.process(piece), held)  # type: ignore[misc]
    yield await _in_turn(encoder.finish, held)


async def _in_turn(encode: Callable[[], bytes], size: int) -> bytes:
    """What an encoder makes of some bytes; many are left to a thread."""
    return await asyncio.to_thread(encode) if size > _MOST_BYTES_IN_LOOP else encode()


class ContentCoding(ASGIMiddleware):
    """Compresses the bodies of answers."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Have a request answered, and compress the answer.

        Raises:
            NotAcceptableError: The client accepts neither the bytes as they are nor any coding that there is.
        """
        request = REQUEST_STATE.get()
        coding = request.coding
        started: list[HTTPResponseStartEvent] = []
        encoders: list[_Encoder] = []

        async def encode_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Its fields depend on the first piece of the body.
                started.append(message)
                return
            if message["type"] == "http.response.body":
                body, more = message["body"], message.get("more_body", False)
                start = started.pop() if started else None
                if start and _is_worth_while(coding, start["headers"], len(body), more=more):
                    encoders.append(_ENCODERS[coding.name]())
                for encoder in encoders:
                    body = await encoder.encoded(body, more=more)
                if start:
                    request.varies.add("Accept-Encoding")
                    if encoders:
                        start = {**start, "headers": _encoded(start["headers"], coding.name, None if more else len(body))}
                    await send(start)
                message = {**message, "body": body}
            await send(message)

        await next_app(scope, receive, encode_and_send)


def _is_worth_while(coding: Coding, fields: Iterable[tuple[bytes, bytes]], size: int, *, more: bool) -> bool:
    if coding.name == IDENTITY or not (size or more):
        return False
    told = dict(fields)
    if b"content-encoding" in told:
        return False
    is_packed = told.get(b"content-type", b"").decode() in _PACKED
    return coding.is_needed or ((more or size >= _FEWEST_BYTES) and not is_packed)


def _encoded(fields: Iterable[tuple[bytes, bytes]], coding: str, size: int | None) -> Fields:
    """The fields of an encoded answer: it has another length, if that is known, and another tag than the bytes as they were."""
    ending = f'-{coding}"'.encode()
    tagged = [(name, value[:-1] + ending if name == b"etag" else value) for name, value in fields if name != b"content-length"]
    length = [] if size is None else [(b"content-length", str(size).encode())]
    return [*tagged, *length, (b"content-encoding", coding.encode())]
