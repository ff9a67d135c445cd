"""Problems as responses of Litestar, and every error of the application as one."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ExceptionHandlersMap

from service.header_fields import with_head
from service.middleware.rate_limit import too_many_requests
from service.problems import MEDIA_TYPE, NoRoomError, Problem, ProblemError, plain_problem
from service.request_state import REQUEST_STATE

_LONGEST_ADDRESS = 200
"""The most characters of an address that a problem repeats."""

_LOG = logging.getLogger(__name__)


def problem_responses(statuses: dict[int, str]) -> dict[int, ResponseSpec]:
    """Describe problems for OpenAPI, given what each status means at a route."""
    return {
        status: ResponseSpec(Problem, generate_examples=False, description=description, media_type=MEDIA_TYPE)
        for status, description in statuses.items()
    }


def problem_response(error: ProblemError) -> Response[Problem]:
    """The response that tells a client of an error."""
    return _response(error.problem, error.headers)


def _http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    # Requests for an address that is not known pass no middleware that could refuse them before.
    if wait := REQUEST_STATE.get().wait:
        error = too_many_requests(wait)
    headers = error.headers or {}
    path = _cut(unquote(request.scope["raw_path"].decode()))
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            detail = f"Nothing is served at {path}; {request.scope['root_path']}/docs lists the addresses there are."
        case HTTPStatus.METHOD_NOT_ALLOWED:
            methods = with_head(headers["allow"]).replace(", ", " or ")
            detail = f"{request.method} is not served at {path}; use {methods}."
        case _:
            detail = error.detail
    return _response(plain_problem(error.status_code, detail), headers)


def _unexpected_error(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return _no_memory(request, error)
    _LOG.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return _response(plain_problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The service failed to answer; the fault is in its log."))


def _no_memory(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    _LOG.error("%s %s failed for want of memory", request.method, request.scope["path"], exc_info=error)
    return problem_response(NoRoomError("The service has no memory left for the answer; ask for less, or try again later."))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_ADDRESS else f"{text[:_LONGEST_ADDRESS]}…"


def _response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response[Problem]:
    return Response(problem, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    ProblemError: lambda _, error: problem_response(error),
    HTTPException: _http_error,
    MemoryError: _no_memory,
    Exception: _unexpected_error,
}
"""Every error of the application as a problem."""
