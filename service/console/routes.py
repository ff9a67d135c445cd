"""``/sql``: statements over HTTP, where the service allows them."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NoReturn, Protocol

from litestar import HttpMethod, MediaType, Response, get, post, route
from litestar.config.app import AppConfig
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter
from litestar.plugins import InitPlugin
from msgspec import UNSET, Meta, Struct

from service.console.pool import Pool
from service.console.protocol import LONGEST_STATEMENT, MOST_BYTES, MOST_ROWS, MOST_ROWS_OF_FILES, ErrorKind, Reply
from service.console.requests import AnyRequest, SqlRequest, check_body, query_check
from service.formats.row_formats import FORMATS, JSON, check_mark, wanted_format
from service.formats.text import BYTE_ORDER_MARK
from service.header_fields import field
from service.problems import (
    ConsoleOffError,
    InvalidParameterError,
    NotReadyError,
    ProblemError,
    RefusedSqlError,
    SqlLimitError,
    TooLongError,
    WrongSqlError,
    problem_responses,
)

_LONGEST_BODY = 2**18

_LOOKS = 50
"""How often is looked for the new snapshot while the file is exchanged."""

_POLL_SECONDS = 0.1
"""Seconds between two looks."""

_FAULTS: dict[ErrorKind, type[ProblemError]] = {
    "wrong": WrongSqlError,
    "refused": RefusedSqlError,
    "too-much": SqlLimitError,
    "parameter": InvalidParameterError,
}

_PROBLEMS = {
    400: "The statement is wrong (wrong-sql), does something else than read (refused-sql) or needs too much (sql-limit), or a "
    "parameter is wrong (invalid-parameter).",
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


class ResultColumn(Struct):
    """A column of an answer."""

    name: Annotated[str, Meta(description="Its name; of a name that the statement gives twice, the second has a number.")]
    type: Annotated[str, Meta(description="Its type in DuckDB.")]


class Result(Struct):
    """The answer to a statement."""

    columns: Annotated[list[ResultColumn], Meta(description="The columns in their order.")]
    rows: Annotated[list[list[Any]], Meta(description="The values of each row in the order of the columns.")]
    truncated: Annotated[bool, Meta(description="Whether there were more rows than an answer may have.")]
    snapshot: Annotated[str, Meta(description="The snapshot id of the warehouse that answered.")]


class Answered(NamedTuple):
    """The answer to a statement as bytes.

    Attributes:
        body: The answer in the format that was asked for.
        truncated: Whether there were more rows than an answer may have.
        snapshot: The snapshot id of the warehouse that answered.
    """

    body: bytes
    truncated: bool
    snapshot: str


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


class _Version(Protocol):
    @property
    def snapshot(self) -> str: ...


class Console(InitPlugin):
    """The routes of ``/sql`` and the processes behind them.

    Args:
        path: The file of the warehouse.
        current: Gives the version of it that answers now, or raises NotReadyError.
        is_on: Whether statements are run at all.
        seconds: How long a statement may wait for its turn, and then run.
    """

    def __init__(self, path: Path, current: Callable[[], Awaitable[_Version]], *, is_on: bool, seconds: float) -> None:
        self._path = path
        self._current = current
        self._is_on = is_on
        self._pool = Pool(seconds)

    @property
    def is_on(self) -> bool:
        """Whether statements are run at all."""
        return self._is_on

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Add the routes, and end the processes with the application."""
        app_config.route_handlers.extend(self._routes() if self._is_on else [_nothing])
        app_config.on_shutdown.append(self._pool.close)
        return app_config

    def _routes(self) -> list[HTTPRouteHandler]:
        @get("/sql", operation_id="sql_of_address", summary="Run a statement of SQL", before_request=_CHECK_ADDRESS, **_COMMON)
        async def of_address(
            request: AnyRequest,
            q: Annotated[str, QueryParameter(description=_STATEMENT, schema_extra={"examples": [_EXAMPLE]})],
            format_name: FormatName = None,
            bom: Mark = "false",
        ) -> Response[Result]:
            return await self._answer(request, SqlRequest(q), format_name, has_mark=bom == "true")

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
            return await self._answer(request, data, format_name, has_mark=bom == "true")

        return [of_address, of_body]

    async def run(self, asked: SqlRequest, format_name: str) -> Answered:
        """Run a statement, whoever asks: with the one check, the one pool and the limits that there are.

        Raises:
            ProblemError: There is no answer; the detail says why.
        """
        if not self._is_on:
            raise _off()
        if len(asked.sql) > LONGEST_STATEMENT:
            raise TooLongError(f"The statement has {len(asked.sql)} characters; it may have {LONGEST_STATEMENT}.")
        snapshot, reply, body = await self._replied(asked, format_name)
        if reply.fault:
            raise _FAULTS[reply.fault](reply.detail, parameter=reply.parameter or UNSET)
        return Answered(body, reply.truncated, snapshot)

    async def _replied(self, asked: SqlRequest, format_name: str) -> tuple[str, Reply, bytes]:
        """Run a statement on the snapshot that answers now.

        While the file is exchanged, its new snapshot does not answer yet, and the old one may be open in no process any more:
        then the statement waits until the new one answers.

        Returns:
            The snapshot, what became of the statement, and the bytes of the answer.
        """
        while True:
            snapshot = (await self._current()).snapshot
            try:
                reply, body = await self._pool.run(self._path, snapshot, asked.sql, asked.parameters, format_name)
            except NotReadyError:
                if not await self._is_exchanged(snapshot):
                    raise
            else:
                return snapshot, reply, body

    async def _is_exchanged(self, snapshot: str) -> bool:
        """Whether another snapshot comes to answer in place of one within a few seconds."""
        for _ in range(_LOOKS):
            if (await self._current()).snapshot != snapshot:
                return True
            await asyncio.sleep(_POLL_SECONDS)
        return False

    async def _answer(self, request: AnyRequest, asked: SqlRequest, format_name: str | None, *, has_mark: bool) -> Response[Any]:
        chosen = wanted_format(format_name, field(request.scope, b"accept"))
        if has_mark:
            check_mark(chosen)
        answer = await self.run(asked, chosen.name if chosen else "json")
        headers = {
            "content-type": chosen.media_type if chosen else JSON,
            "filmoteca-truncated": str(answer.truncated).lower(),
            "filmoteca-snapshot": answer.snapshot,
            "cache-control": "no-store",
            "vary": "accept",
        }
        if chosen:
            headers["content-disposition"] = f'attachment; filename="answer.{chosen.suffix}"'
        return Response(BYTE_ORDER_MARK + answer.body if has_mark else answer.body, headers=headers)


def _off() -> ConsoleOffError:
    return ConsoleOffError("The SQL console is off; whoever runs this service can turn it on with FILMOTECA_SQL=on.")


@route("/sql", http_method=[HttpMethod.GET, HttpMethod.POST], include_in_schema=False, sync_to_thread=False)
def _nothing() -> NoReturn:
    raise _off()
