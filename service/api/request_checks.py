"""What is checked of requests whose body Litestar reads: the names in their query, and the body of ``/sql``."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request
from litestar.exceptions import HTTPException

from service.console.console import SqlRequest
from service.formats.negotiation import IDENTITY
from service.problems import InvalidParameterError
from service.request_state import REQUEST_STATE

AnyRequest = Request[Any, Any, Any]

_BODY = '{"sql": "select title from movies where release_year = $year", "parameters": {"year": 1999}}'


def query_check(*names: str, required: str | None = None) -> Callable[[AnyRequest], Awaitable[None]]:
    """Make a check of a request's query.

    Args:
        names: The parameters that it may have.
        required: The one that it must have.
    """

    async def check(request: AnyRequest) -> None:
        try:
            pairs = parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True, errors="strict")
        except UnicodeDecodeError as error:
            raise InvalidParameterError("The address is not UTF-8 text; escape letters such as 'ñ' as '%C3%B1'.") from error
        given = [name for name, _ in pairs]
        for name in given:
            if name not in names:
                raise InvalidParameterError(
                    f"There is no query parameter '{name}'; the query parameters here are: {', '.join(names)}.", parameter=name
                )
            if given.count(name) > 1:
                raise InvalidParameterError(f"The query parameter '{name}' is given more than once.", parameter=name)
        if required and required not in given:
            example = f"{request.scope['root_path']}/sql?{required}=show%20tables"
            raise InvalidParameterError(
                f"The query parameter '{required}' is missing; give it as in {example}.", parameter=required
            )

    return check


async def check_body(request: AnyRequest) -> None:
    """Check that the body is a statement.

    Raises:
        HTTPException: It is not sent as JSON, so that a page of another origin cannot send it unasked, or it is compressed or
            too large.
        InvalidParameterError: It is not of the form that it must have.
    """
    if request.content_type[0] != "application/json":
        raise HTTPException("Send the body as application/json.", status_code=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if (REQUEST_STATE.get().fields.get("content-encoding") or IDENTITY).lower() != IDENTITY:
        raise HTTPException(
            "Send the body as it is, without Content-Encoding.",
            status_code=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            headers={"accept-encoding": IDENTITY},
        )
    try:
        msgspec.json.decode(await request.body(), type=SqlRequest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidParameterError(f"The body must be JSON such as {_BODY}; this one is not: {error}.") from error
