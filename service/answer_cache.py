"""Answers that were given before, and entity tags: a question that was asked before costs no SQL.

The tag of an answer is made of the snapshot, the release of the service, the address and the form of the answer, so it is known
before anything is asked.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from cachetools import LRUCache
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Scope, Send

from service.encodings import IDENTITY, accepted_encoding
from service.formats import wanted_format
from service.metrics import Metrics
from service.release import RELEASE

_FRESH_FOR = 60
"""Seconds for which a client may use an answer again without asking; a new snapshot shows after them at the latest."""

_VARY = b"Accept, Accept-Encoding"


CACHED = {"is_cached": True}
"""The option of routes whose answers depend on the snapshot, the address and the accepted forms only."""


class Entry(NamedTuple):
    """An answer that was given.

    Attributes:
        headers: Its headers.
        body: Its body, encoded as it was sent.
    """

    headers: list[tuple[bytes, bytes]]
    body: bytes


def _bytes_of(entry: Entry) -> int:
    return len(entry.body) + sum(len(name) + len(value) for name, value in entry.headers)


class AnswerCache:
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


class CachedAnswers(ASGIMiddleware):
    """Answers from a cache where it can, and tags the answers, of routes that have the option ``CACHED``.

    It is a middleware of the application, for Litestar copies those of a route.

    Args:
        cache: The cache.
        snapshot: The snapshot that is served, if there is one.
    """

    scopes = (ScopeType.HTTP,)
    should_bypass_for_scope = staticmethod(lambda scope: "is_cached" not in scope["route_handler"].opt)

    def __init__(self, cache: AnswerCache, snapshot: Callable[[], str | None]) -> None:
        self._cache = cache
        self._snapshot = snapshot

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Send the answer that is held, or that the client has, or have it made."""
        form = _form(scope)
        if served := self._snapshot():
            tag = _tag(served, form)
            if _has_client(scope, tag):
                await _send(send, 304, Entry(self._headers(tag), b""))
                return
            if entry := self._cache.get(tag):
                await _send(send, 200, entry)
                return
        await next_app(scope, receive, self._tagging(scope, form, send))

    def _tagging(self, scope: Scope, form: bytes, send: Send) -> Send:
        """Tag an answer on its way, and hold it if it comes in one piece."""
        started: list[tuple[str, list[tuple[bytes, bytes]]]] = []

        async def tag_and_send(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                # The snapshot that answered, which may be newer than the one that was served when the request came.
                tag = _tag(scope["state"]["snapshot"], form)
                kept = [(name, value) for name, value in message["headers"] if name.lower() != b"vary"]
                message["headers"] = [*kept, *self._headers(tag)]
                # A copy, for those around this one add headers of a single request to the message itself.
                started.append((tag, list(message["headers"])))
            elif message["type"] == "http.response.body" and started:
                tag, headers = started.pop()
                if not message.get("more_body"):
                    self._cache.keep(tag, Entry(headers, message["body"]))
            await send(message)

        return tag_and_send

    def _headers(self, tag: str) -> list[tuple[bytes, bytes]]:
        return [(b"etag", tag.encode()), (b"cache-control", self._cache.cache_control), (b"vary", _VARY)]


def _form(scope: Scope) -> bytes:
    """What tells the answers of one snapshot apart: address, format and coding, which is the only one that is left to take."""
    # Litestar reads the headers once, so they are changed before it does.
    chosen = wanted_format(None, _header(scope, b"accept"))
    is_packed = b"format=parquet" in scope["query_string"] or (chosen is not None and chosen.packed)
    coding = IDENTITY if is_packed else accepted_encoding(_header(scope, b"accept-encoding"))
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    scope["headers"] = [*kept, (b"accept-encoding", coding.encode())]
    parts = (chosen.name if chosen else "", coding)
    return b"\n".join((scope["raw_path"], scope["query_string"], *(part.encode() for part in parts)))


def _tag(snapshot: str, form: bytes) -> str:
    return f'"{blake2b((snapshot + RELEASE).encode() + form, digest_size=16).hexdigest()}"'


def _has_client(scope: Scope, tag: str) -> bool:
    """Whether the client says that it has the answer with this tag."""
    held = _header(scope, b"if-none-match") or ""
    return tag in (each.strip().removeprefix("W/") for each in held.split(","))


def _header(scope: Scope, name: bytes) -> str | None:
    values = [value.decode("latin-1") for found, value in scope["headers"] if found == name]
    return ", ".join(values) if values else None


async def _send(send: Send, status: int, entry: Entry) -> None:
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": status, "headers": list(entry.headers)}
    await send(start)
    body: HTTPResponseBodyEvent = {"type": "http.response.body", "body": entry.body, "more_body": False}
    await send(body)
