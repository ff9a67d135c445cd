"""Conditions of requests (RFC 9110, section 13): a client that has the answer gets none, nor does one that wants another."""

import re
from collections.abc import Iterable

import msgspec
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Scope, Send

from service.problems import MEDIA_TYPE, PreconditionFailedError
from service.request_state import REQUEST_STATE

_TAGS = re.compile(r'(W/)?("[^"]*")')

_CONDITIONS = {"if-match", "if-none-match"}

_KEPT = {b"etag", b"cache-control", b"vary"}
"""What is told of an answer that the client has already."""


def is_same(field_value: str, tag: str) -> bool:
    """Whether a field ``If-None-Match`` names a tag, by the weak comparison: tags that are alike but for the sign of weakness."""
    return any(held == tag.removeprefix("W/") for _, held in _TAGS.findall(field_value))


def is_exactly(field_value: str, tag: str) -> bool:
    """Whether a field ``If-Match`` names a tag, by the strong comparison: a weak tag is like no other."""
    return any(held == tag for weak, held in _TAGS.findall(field_value) if not weak)


class Preconditions(ASGIMiddleware):
    """Holds answers that have an entity tag against the conditions of their requests."""

    scopes = (ScopeType.HTTP,)
    should_bypass_for_scope = staticmethod(lambda _: _CONDITIONS.isdisjoint(REQUEST_STATE.get().fields))

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Have a request answered; a client that has the answer is told so, and one that wants another gets none."""
        fields = REQUEST_STATE.get().fields
        wanted, held = fields.get("if-match"), fields.get("if-none-match")
        is_replaced = False

        async def check_and_send(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start" and message["status"] in {200, 206}:
                tag = dict(message["headers"]).get(b"etag", b"").decode()
                is_replaced = True
                if tag and wanted and wanted.strip() != "*" and not is_exactly(wanted, tag):
                    await _refuse(send)
                elif tag and held and (held.strip() == "*" or is_same(held, tag)):
                    await send_not_modified(send, message["headers"])
                else:
                    is_replaced = False
            if not is_replaced:
                await send(message)

        await next_app(scope, receive, check_and_send)


async def send_not_modified(send: Send, fields: Iterable[tuple[bytes, bytes]]) -> None:
    """Tell a client that it has the answer with these fields."""
    kept = [(name, value) for name, value in fields if name in _KEPT]
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": 304, "headers": kept}
    await send(start)
    body: HTTPResponseBodyEvent = {"type": "http.response.body", "body": b"", "more_body": False}
    await send(body)


async def _refuse(send: Send) -> None:
    error = PreconditionFailedError(
        "The answer is another one now than that which the header If-Match names; ask anew without it."
    )
    body = msgspec.json.encode(error.problem)
    fields = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": error.status, "headers": fields}
    await send(start)
    end: HTTPResponseBodyEvent = {"type": "http.response.body", "body": body, "more_body": False}
    await send(end)
