"""What is done around every request: id, log, metrics, security headers, and giving up when the client is gone."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from service.header_fields import Fields, with_head
from service.middleware.disconnect import DisconnectWatcher
from service.observability.logs import RequestLog
from service.observability.metrics import Metrics
from service.observability.request_record import RequestRecord
from service.request_state import begin_state
from service.settings import Settings

_CLIENT_GONE = 499
"""The status that logs and metrics show for a request whose client did not wait; no response has it."""

_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]

_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
"""The policy of all responses but pages, which have one of their own."""

_VARIES = ("X-Forwarded-Prefix",)
"""What every answer depends on, for addresses stand in most."""

_LOG = logging.getLogger(__name__)


class RequestMiddleware:
    """The outermost part of the service.

    Args:
        app: The application.
        settings: From how many milliseconds of SQL a request is slow.
        metrics: Where requests are counted.
        log: Where requests are logged.
        sql_files: The SQL file of each route, for the log of slow requests.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, log: RequestLog, sql_files: Mapping[str, str]) -> None:
        self._app = app
        # Litestar puts the word Origin in the place of all others, and only into answers to pages of other origins.
        self._varies = (*_VARIES, *(("Accept", "Accept-Encoding", "Origin") if settings.cors_origins else ()))
        self._slow_seconds = settings.slow_ms / 1000
        self._metrics = metrics
        self._sql_files = sql_files
        self._log = log
        self._watcher = DisconnectWatcher()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        # HEAD is GET without the body, which the server leaves out.
        request = _as_get(scope) if scope["method"] == "HEAD" else scope
        state = begin_state(request)
        record = state.record
        begin = time.perf_counter()
        connection = self._watcher.open(scope, receive)

        async def note_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                # A copy, for whoever made the message may keep it and send it again.
                headers = _with_headers(message["headers"], record, time.perf_counter() - begin)
                message = {**message, "headers": _with_vary(headers, (*self._varies, *state.varies))}
            elif message["type"] == "http.response.body":
                record.size += len(message["body"])
                connection.is_answered = not message.get("more_body")
            await send(message)

        try:
            await self._app(request, connection.receive, note_and_send)
        except asyncio.CancelledError:
            if not connection.is_dead:
                raise
            record.status = _CLIENT_GONE
        finally:
            self._watcher.close(connection)
            # An address that is not known, which anyone can make up, has no template.
            self._note(scope["method"], request.get("path_template", "unknown"), record, time.perf_counter() - begin)

    def _note(self, method: str, route: str, record: RequestRecord, seconds: float) -> None:
        self._metrics.note_request(method, route, record.status, seconds, record.sql_seconds)
        line = self._log.note(method, route, record, seconds)
        if record.sql_seconds >= self._slow_seconds:
            _LOG.warning("slow SQL", extra={"fields": {"sql_file": self._sql_files.get(route), **line.fields()}})


def _as_get(scope: HTTPScope) -> HTTPScope:
    """The request that asks for what HEAD tells of; a range means nothing with HEAD."""
    return {**scope, "method": "GET", "headers": [field for field in scope["headers"] if field[0] != b"range"]}


def _with_headers(headers: Iterable[tuple[bytes, bytes]], record: RequestRecord, seconds: float) -> list[tuple[bytes, bytes]]:
    timing = f"sql;dur={1000 * record.sql_seconds:.2f}, total;dur={1000 * seconds:.2f}"
    told = ((name, with_head(value.decode()).encode() if name == b"allow" else value) for name, value in headers)
    own = [*told, (b"x-request-id", record.id.encode()), (b"server-timing", timing.encode()), *_SECURITY_HEADERS]
    if record.snapshot:
        own.append((b"x-filmoteca-snapshot", record.snapshot.encode()))
    if not any(name == b"content-security-policy" for name, _ in own):
        own.append(_POLICY)
    return own


def _with_vary(fields: Iterable[tuple[bytes, bytes]], names: Iterable[str]) -> Fields:
    """The fields of a response that depends on some fields of the request as well, besides those that it names already."""
    kept: Fields = []
    varied: dict[str, str] = {}
    for name, value in fields:
        if name.lower() == b"vary":
            varied |= {part.strip().lower(): part.strip() for part in value.decode("latin-1").split(",")}
        else:
            kept.append((name, value))
    varied |= {name.lower(): name for name in names}
    return [*kept, (b"vary", ", ".join(sorted(varied.values())).encode("latin-1"))]
