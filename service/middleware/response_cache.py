"""Answers that were given before, and entity tags: a question that was asked before costs no SQL.

The tag of an answer is made of the snapshot, the release of the service, the address and the form of the answer, so it is known
before anything is asked.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from cachetools import LRUCache
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Scope, Send

from service.formats.negotiation import IDENTITY, Coding, accepted_type
from service.header_fields import Fields
from service.middleware.code_fingerprint import CODE_FINGERPRINT
from service.middleware.preconditions import is_same, send_not_modified
from service.observability.metrics import Metrics
from service.request_state import REQUEST_STATE, RequestState

_FRESH_FOR = 60
"""Seconds for which a client may use an answer again without asking; a new snapshot shows after them at the latest."""
_CACHED_AS = "cached_as"
_VARIES = ("Accept", "Accept-Encoding")


def cached_as(*media_types: str) -> dict[str, Any]:
    """The option of routes whose answers depend on the snapshot, the address and the accepted forms only.

    Args:
        media_types: The media types that the answers can have.
    """
    return {_CACHED_AS: media_types}


class Entry(NamedTuple):
    """An answer that was given.

    Attributes:
        headers: Its headers.
        body: Its body, encoded as it was sent.
    """

    headers: Fields
    body: bytes


def _bytes_of(entry: Entry) -> int:
    return len(entry.body) + sum(len(name) + len(value) for name, value in entry.headers)


class ResponseStore:
    """Answers by their tags, the least used of which leave when there are too many bytes of them.

    Args:
        most_bytes: How many bytes of answers are kept.
        metrics: Where it is counted how often an answer was held.
        is_public: Whether caches between the service and its clients may keep answers.

    Attributes:
        cache_control: What is told to such caches.
    """

    def __init__(self, most_bytes: int, metrics: Metrics, *, is_public: bool) -> None:
        self._entries: LRUCache[str, Entry] = LRUCache(most_bytes, getsizeof=_bytes_of)
        self._metrics = metrics
        self.cache_control = f"{'public' if is_public else 'private'}, max-age={_FRESH_FOR}".encode()

    @property
    def bytes_held(self) -> int:
        """The bytes of the answers in it."""
        return int(self._entries.currsize)

    def get(self, tag: str) -> Entry | None:
        """The answer with a tag, if it is held."""
        entry = self._entries.get(tag)
        (self._metrics.cache_misses if entry is None else self._metrics.cache_hits).inc()
        return entry

    def keep(self, tag: str, entry: Entry) -> None:
        """Hold an answer, unless it is so long that it would drive many others out."""
        if _bytes_of(entry) <= self._entries.maxsize / 16:
            self._entries[tag] = entry
            self._metrics.cache_bytes.set(self.bytes_held)


class ResponseCache(ASGIMiddleware):
    """Answers from a cache where it can, and tags the answers, of routes that have the option of `cached_as`.

    It is a middleware of the application, for Litestar copies those of a route.

    Args:
        cache: The cache.
        snapshot: The snapshot that is served, if there is one.
    """

    scopes = (ScopeType.HTTP,)
    should_bypass_for_scope = staticmethod(lambda scope: _CACHED_AS not in scope["route_handler"].opt)

    def __init__(self, cache: ResponseStore, snapshot: Callable[[], str | None]) -> None:
        self._cache = cache
        self._snapshot = snapshot

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Send the answer that is held, or tell the client that it has it, or have it made.

        Raises:
            NotAcceptableError: The client accepts neither the bytes as they are nor any coding that there is.
        """
        request = REQUEST_STATE.get()
        if not request.coding.is_needed and request.fields.get("range"):
            # Who asks for a part counts the bytes as they are.
            request.coding = Coding(IDENTITY, is_needed=False)
        request.media_type = accepted_type(request.fields.get("accept"), scope["route_handler"].opt[_CACHED_AS])
        served = self._snapshot()
        request.form = _form(scope, request)
        if served:
            tag = tag_of(served, request.form)
            # A condition of another sort is held against the answer itself.
            held = request.fields.get("if-none-match")
            if held and "if-match" not in request.fields and is_same(held, tag):
                request.record.snapshot = served
                await send_not_modified(send, self._tagged(request, [], tag))
                return
            if entry := self._cache.get(tag):
                request.record.snapshot = served
                request.varies.update(_VARIES)
                await _send(send, entry)
                return
        await next_app(scope, receive, self._tagging(request, send))

    def _tagging(self, request: RequestState, send: Send) -> Send:
        """Tag an answer on its way, and hold it if it comes in one piece."""
        started: list[tuple[str, Fields]] = []

        async def tag_and_send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 206}:
                # The snapshot that answered, which may be newer than the one that was served when the request came.
                tag = tag_of(request.record.snapshot, request.form)
                message["headers"] = self._tagged(request, message["headers"], tag)
                # A copy, for those around this one add headers of a single request to the message itself.
                started.append((tag, list(message["headers"])))
            elif message["type"] == "http.response.body" and started:
                tag, headers = started.pop()
                if not message.get("more_body"):
                    self._cache.keep(tag, Entry(headers, message["body"]))
            await send(message)

        return tag_and_send

    def _tagged(self, request: RequestState, fields: Iterable[tuple[bytes, bytes]], tag: str) -> Fields:
        request.varies.update(_VARIES)
        return [*fields, (b"etag", tag.encode()), (b"cache-control", self._cache.cache_control)]


def _form(scope: Scope, request: RequestState) -> bytes:
    """What tells the answers of one snapshot apart: the address, also as clients of a proxy see it, the format and the coding."""
    coding = request.coding
    parts = (scope["root_path"], request.media_type or "", coding.name, "needed" if coding.is_needed else "")
    return b"\n".join((scope["raw_path"], scope["query_string"], *(part.encode() for part in parts)))


def tag_of(snapshot: str, form: bytes) -> str:
    """The entity tag of an answer.

    Args:
        snapshot: The snapshot that answers.
        form: What tells the answers of one snapshot apart; `RequestState.form` has that of a request.
    """
    return f'"{blake2b((snapshot + CODE_FINGERPRINT).encode() + form, digest_size=16).hexdigest()}"'


async def _send(send: Send, entry: Entry) -> None:
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": 200, "headers": list(entry.headers)}
    await send(start)
    body: HTTPResponseBodyEvent = {"type": "http.response.body", "body": entry.body, "more_body": False}
    await send(body)
