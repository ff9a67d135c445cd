"""Who is answered, how often, and how much a request may hold: checked before anything else is done for it."""

import time
from hashlib import sha256
from hmac import compare_digest
from math import ceil

from cachetools import LRUCache
from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException, TooManyRequestsException
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE, HTTP_414_REQUEST_URI_TOO_LONG
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from service.problems import UnauthorizedError
from service.request_state import REQUEST_STATE
from service.settings import Settings

PUBLIC = {"is_public": True}
"""The option of routes that need no key and are not counted: health and documentation."""

_MOST_CLIENTS = 100_000


def cors_config(settings: Settings) -> CORSConfig | None:
    """Which web pages may read the answers; None when none may."""
    if not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Authorization", "X-API-Key", "X-Request-ID", "If-None-Match", "If-Range", "Range"],
        expose_headers=["Accept-Ranges", "Content-Range", "ETag", "Link", "Retry-After", "Server-Timing", "X-Request-ID"],
    )


class Access(ASGIMiddleware):
    """Refuses requests that are too large, have no key where one is needed, or come too often.

    It must be the first of the middlewares, for a later one may answer by itself.

    Args:
        settings: What is allowed.
    """

    def __init__(self, settings: Settings) -> None:
        self._max_body = settings.max_body
        self._max_query = settings.max_query
        self._keys = [_digest(key.encode()) for key in settings.api_keys]
        self._rate = RateLimiter(settings.rate_limit) if settings.rate_limit else None

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Check a request and pass it on.

        Raises:
            UnauthorizedError: It has no key.
            HTTPException: It is too large, or one too many.
        """
        request: HTTPScope = scope  # type: ignore[assignment]
        self._check_size(request)
        if not request["route_handler"].opt.get("is_public"):
            key = self._checked_key() if self._keys else None
            if self._rate:
                _check_rate(self._rate, key or (request["client"] or ("unknown", 0))[0])
        await next_app(scope, receive, send)

    def _check_size(self, scope: HTTPScope) -> None:
        if len(scope["raw_path"]) + len(scope["query_string"]) > self._max_query:
            raise HTTPException(
                f"The path and the query may have {self._max_query} bytes together; ask for less at a time.",
                status_code=HTTP_414_REQUEST_URI_TOO_LONG,
            )
        length = REQUEST_STATE.get().fields.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > self._max_body:
            raise HTTPException(
                f"The body of a request may have {self._max_body} bytes.", status_code=HTTP_413_REQUEST_ENTITY_TOO_LARGE
            )

    def _checked_key(self) -> str:
        """What stands for the key of a request."""
        fields = REQUEST_STATE.get().fields
        # A key holds no comma; of a field that comes twice, as through a proxy that sends its own, the first one counts.
        given = fields.get("x-api-key", "").partition(",")[0]
        scheme, _, token = fields.get("authorization", "").partition(",")[0].partition(" ")
        if not given and scheme.lower() == "bearer":
            given = token.strip()
        digest = _digest(given.encode("latin-1"))
        # All keys are compared, so that the time tells nothing of them.
        if not sum(compare_digest(digest, key) for key in self._keys):
            raise UnauthorizedError("Send a key in the header X-API-Key, or in Authorization after the word Bearer.")
        return digest.hex()


class RateLimiter:
    """Counts requests by client. After a pause a client may send a minute's requests at once, then one as often as they add up.

    Args:
        per_minute: The requests of one client in a minute.
    """

    def __init__(self, per_minute: int) -> None:
        self._gap = 60 / per_minute
        # When a client's allowance is whole again; the clients that came least lately are forgotten first.
        self._whole_at: LRUCache[str, float] = LRUCache(_MOST_CLIENTS)

    def wait(self, client: str, now: float) -> float:
        """Count a request, if the client may send one now.

        Args:
            client: Who sends it.
            now: Seconds of a clock that never goes back.

        Returns:
            The seconds that the client must wait; 0 when the request is allowed.
        """
        whole_at = max(self._whole_at.get(client, now), now) + self._gap
        if whole_at - now > 60 + 1e-6:
            return whole_at - now - 60
        self._whole_at[client] = whole_at
        return 0.0


def _check_rate(rate: RateLimiter, client: str) -> None:
    if wait := rate.wait(client, time.monotonic()):
        raise TooManyRequestsException(
            "Too many requests have come from this client; wait as long as Retry-After says.",
            headers={"retry-after": str(ceil(wait))},
        )


def _digest(key: bytes) -> bytes:
    return sha256(key).digest()
