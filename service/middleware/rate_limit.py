"""Who a client is, and how often it is answered. Every request counts, whether or not there is anything at its address."""

import time
from math import ceil

from cachetools import LRUCache
from litestar.exceptions import TooManyRequestsException
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from service.middleware.keys import Keys
from service.request_state import REQUEST_STATE
from service.settings import Settings

_UNCOUNTED = frozenset({"/health/live", "/health/ready"})
"""The addresses of monitors, which cost next to nothing and must be answered whatever else is asked."""

_MOST_CLIENTS = 100_000

_LONGEST_NAME = 64
"""The most characters by which a client is told from others; an address has fewer."""


class RateCount:
    """Tells clients apart, counts the requests of each, and notes with each request whether its client has a key and must wait.

    What answers a request refuses it then, for a refusal has a form, as a page or a problem, as any other answer has.

    Args:
        app: What answers.
        settings: How many requests are allowed, and the keys that tell clients apart; those without a key have an address.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._keys = Keys(settings.api_keys) if settings.api_keys else None
        self._rate = RateLimiter(settings.rate_limit) if settings.rate_limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a request and pass it on."""
        state = REQUEST_STATE.get()
        holder = self._keys.holder(state.fields) if self._keys else None
        state.may_ask = holder is not None or self._keys is None
        request: HTTPScope = scope  # type: ignore[assignment]
        state.client = holder or (request["client"] or ("unknown", 0))[0][:_LONGEST_NAME]
        if self._rate and scope["path"].removeprefix(scope["root_path"]) not in _UNCOUNTED:
            state.wait = self._rate.wait(state.client, time.monotonic())
        await self._app(scope, receive, send)


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


def too_many_requests(wait: float) -> TooManyRequestsException:
    """The error that tells a client to wait for so many seconds."""
    return TooManyRequestsException(
        "Too many requests have come from this client; wait as long as Retry-After says.",
        headers={"retry-after": str(ceil(wait))},
    )
