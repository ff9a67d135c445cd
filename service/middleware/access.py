"""Who is answered, and how much a request may hold: checked before anything else is done for it."""

from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE, HTTP_414_REQUEST_URI_TOO_LONG
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from service.middleware.rate_limit import too_many_requests
from service.problems import UnauthorizedError
from service.request_state import REQUEST_STATE
from service.settings import Settings

PUBLIC = {"is_public": True}
"""The option of routes that need no key: health and documentation."""


def cors_config(settings: Settings) -> CORSConfig | None:
    """Which web pages may read the answers; None when none may."""
    if not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Authorization", "X-API-Key", "X-Request-ID", "If-None-Match", "If-Range", "Range"],
        expose_headers=[
            "Accept-Ranges",
            "Content-Range",
            "ETag",
            "Link",
            "Retry-After",
            "Server-Timing",
            "X-Filmoteca-Snapshot",
            "X-Request-ID",
        ],
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

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Check a request and pass it on.

        Raises:
            UnauthorizedError: It has no key.
            HTTPException: It is too large, or one too many.
        """
        request: HTTPScope = scope  # type: ignore[assignment]
        self._check_size(request)
        state = REQUEST_STATE.get()
        if state.wait:
            raise too_many_requests(state.wait)
        if not state.may_ask and not request["route_handler"].opt.get("is_public"):
            raise UnauthorizedError("Send a key in the header X-API-Key, or in Authorization after the word Bearer.")
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
