"""Errors as pages, for clients that want pages; all others get problem details."""

import re
from contextlib import suppress
from typing import Any, cast
from urllib.parse import unquote

from litestar import Response
from litestar.enums import MediaType
from litestar.types import ASGIApp, ExceptionHandlersMap, Receive, Scope, Send

from service.api.routes import ErrorHandler
from service.formats.negotiation import accepted_type
from service.problems import MEDIA_TYPE, Problem, ProblemError
from service.request_state import REQUEST_STATE
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext
from service.web.pages.problems import NoSuchPageError
from service.web.pages.rendering import page

_SUGGESTED = 8


class _ErrorPage(Response[Problem]):
    """An error as a page. What is suggested has to be asked for, so the page is made when it is sent."""

    def __init__(self, problem: Response[Problem], context: PageContext | None, missing: str | None) -> None:
        super().__init__(problem.content, status_code=problem.status_code, headers=problem.headers)
        self._context = context
        self._missing = missing

    def to_asgi_response(self, *, request: AnyRequest, **more: Any) -> ASGIApp:  # type: ignore[override]  # noqa: ANN401 - Litestar's own
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            problem = self.content
            words = _words(request.scope["path"]) if problem.status == 404 else ""
            near: list[Row] = []
            if words and self._context:
                context = self._context
                # What is suggested is a help; when it cannot be had, the error is still told.
                with suppress(ProblemError):
                    near = await context.ask(request, lambda queries: _near(queries, words))
            headers = {**self.headers, "vary": "accept", "cache-control": "no-store"}
            made = page(
                "error.html",
                root_path=request.scope["root_path"],
                status=problem.status,
                headers=headers,
                problem=problem,
                missing=self._missing,
                words=words,
                near=near,
            )
            await made.to_asgi_response(request=request, **more)(scope, receive, send)

        return app


def error_handlers(context: PageContext | None, handlers: ExceptionHandlersMap) -> ExceptionHandlersMap:
    """Make pages of what the handlers of errors give, for requests that want pages.

    Args:
        context: Where names are asked for that are near to an unknown address; without it nothing is suggested.
        handlers: What makes problems of errors.
    """
    return {kind: with_page(context, cast("ErrorHandler", handler)) for kind, handler in handlers.items()}


def with_page(context: PageContext | None, handler: ErrorHandler) -> ErrorHandler:
    """Make a page of what one handler gives, for requests that want pages."""

    def handle(request: AnyRequest, error: Exception) -> Response[Problem]:
        problem = handler(request, error)
        if not _wants_page():
            return problem
        return _ErrorPage(problem, context, str(error) if isinstance(error, NoSuchPageError) else None)

    return handle


def _wants_page() -> bool:
    accept = REQUEST_STATE.get().fields.get("accept", "")
    # Who names no pages, but takes all kinds of text, is no browser.
    best = accepted_type(accept, [MEDIA_TYPE, MediaType.JSON, MediaType.HTML])
    return best == MediaType.HTML and MediaType.HTML in accept.lower()


def _words(path: str) -> str:
    """The words of the end of an address, which may be a name; none if there are no letters in it."""
    last = re.sub(r"[\W_]+", " ", unquote(path).rstrip("/").rpartition("/")[2]).strip()
    return last[:100] if re.search(r"[^\W\d]", last) else ""


def _near(queries: MacroQueries, words: str) -> list[Row]:
    return queries.rows("search", q=words)[:_SUGGESTED]
