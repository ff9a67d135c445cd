"""``/sql``: statements over HTTP, where the service allows them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Literal, NoReturn

from litestar import HttpMethod, MediaType, Response, get, post, route
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter
from litestar.response import Stream

from service.api.callers import Callers
from service.api.download_files import DownloadFiles
from service.api.problem_responses import problem_responses
from service.api.request_checks import AnyRequest, check_body, query_check
from service.console.console import Console, Result, SqlRequest, console_off
from service.console.protocol import MOST_BYTES, MOST_ROWS, MOST_ROWS_OF_FILES
from service.formats.negotiation import accepted_type
from service.formats.row_formats import FORMATS, JSON, MEDIA_TYPES, check_mark, wanted_format
from service.formats.text import BYTE_ORDER_MARK
from service.request_state import REQUEST_STATE

_LONGEST_BODY = 2**18

_MOST_BYTES_IN_MEMORY = 2**18
"""The bytes of an answer that wait in memory for their client. More wait in a file, for a client may never take them."""

_PROBLEMS = {
    400: "The statement is wrong (wrong-sql), does something else than read (refused-sql) or needs too much (sql-limit), or a "
    "parameter is wrong (invalid-parameter).",
    403: "A page of another site asks, or the service on a loopback address is asked by a name that is not the machine's.",
    406: "The client accepts none of the formats, or of the content codings, that there are.",
    413: "The statement or the whole request is too long.",
    415: "The body is not sent as application/json, or in a content coding.",
    503: "The warehouse is not ready, too many statements are waiting, or this one took too long.",
}

_ABOUT = f"""One statement that reads: SELECT, FROM, WITH, VALUES, PIVOT, UNPIVOT, DESCRIBE, SUMMARIZE or SHOW TABLES, in the SQL
of DuckDB, over all tables and macros of the warehouse. `show tables` and `describe movies` tell what there is.

An answer has at most {MOST_ROWS["json"]:,} rows in JSON, {MOST_ROWS_OF_FILES:,} in other formats, and {MOST_BYTES // 2**20} MB.
`truncated` in JSON, and the header `filmoteca-truncated` in every format, tell whether there were more rows.

The answer is JSON or, with `format=` or the header Accept, one of {", ".join(FORMATS)}."""

_STATEMENT = "The statement; it has no parameters."

_EXAMPLE = "select release_year, count(*) as films from movies group by all order by films desc limit 3"

FormatName = Annotated[str | None, QueryParameter(name="format", include_in_schema=False)]
Mark = Annotated[Literal["true", "false"], QueryParameter(name="bom", include_in_schema=False)]
"""In the OpenAPI document an answer is JSON; its text tells of the other formats."""


_COMMON: dict[str, Any] = {
    "tags": ["sql"],
    "description": _ABOUT,
    "media_type": MediaType.JSON,
    "response_description": "The answer.",
    "responses": problem_responses(_PROBLEMS),
}

_CHECK_ADDRESS = query_check("q", "format", "bom", required="q")
_CHECK_FORMAT = query_check("format", "bom")


async def _check_request_with_body(request: AnyRequest) -> None:
    await _CHECK_FORMAT(request)
    await check_body(request)


def console_routes(console: Console, callers: Callers, files: DownloadFiles) -> list[HTTPRouteHandler]:
    """Make the routes of ``/sql``.

    Args:
        console: What runs statements.
        callers: Who may have one run.
        files: Where long answers are while they are sent.
    """

    @get("/sql", operation_id="sql_of_address", summary="Run a statement of SQL", before_request=_CHECK_ADDRESS, **_COMMON)
    async def of_address(
        request: AnyRequest,
        q: Annotated[str, QueryParameter(description=_STATEMENT, schema_extra={"examples": [_EXAMPLE]})],
        format_name: FormatName = None,
        bom: Mark = "false",
    ) -> Response[Result]:
        callers.check(request.scope)
        return await _sent(files, *await _answer(console, SqlRequest(q), format_name, has_mark=bom == "true"))

    @post(
        "/sql",
        operation_id="sql",
        summary="Run a statement of SQL with parameters",
        status_code=HTTPStatus.OK,
        request_max_body_size=_LONGEST_BODY,
        before_request=_check_request_with_body,
        **_COMMON,
    )
    async def of_body(
        request: AnyRequest, data: JSONBody[SqlRequest], format_name: FormatName = None, bom: Mark = "false"
    ) -> Response[Result]:
        callers.check(request.scope)
        return await _sent(files, *await _answer(console, data, format_name, has_mark=bom == "true"))

    @route("/sql", http_method=[HttpMethod.GET, HttpMethod.POST], include_in_schema=False, sync_to_thread=False)
    def nothing() -> NoReturn:
        raise console_off()

    return [of_address, of_body] if console.is_on else [nothing]


async def _answer(
    console: Console, asked: SqlRequest, format_name: str | None, *, has_mark: bool
) -> tuple[bytes, dict[str, str]]:
    """The body of an answer and its header fields."""
    chosen = wanted_format(format_name, accepted_type(REQUEST_STATE.get().fields.get("accept"), MEDIA_TYPES))
    if has_mark:
        check_mark(chosen)
    answer = await console.run(REQUEST_STATE.get().client, asked, chosen.name if chosen else "json")
    headers = {
        "content-type": chosen.media_type if chosen else JSON,
        "filmoteca-truncated": str(answer.truncated).lower(),
        "filmoteca-snapshot": answer.snapshot,
        "cache-control": "no-store",
        "vary": "accept",
    }
    if chosen:
        headers["content-disposition"] = f'attachment; filename="answer.{chosen.suffix}"'
    return BYTE_ORDER_MARK + answer.body if has_mark else answer.body, headers


async def _sent(files: DownloadFiles, body: bytes, headers: Mapping[str, str]) -> Response[Any]:
    if len(body) <= _MOST_BYTES_IN_MEMORY:
        return Response(body, headers=headers)
    made = await files.put(REQUEST_STATE.get().client, body)
    return Stream(made.pieces(range(made.size)), headers={**headers, "content-length": str(made.size)})
