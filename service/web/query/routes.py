"""The routes of ``/consulta``: the page, and the part of it that shows an answer, for scripts that exchange only that."""

import re
import time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup
from msgspec import Struct

from service.api.callers import Callers
from service.api.request_checks import query_check
from service.console.console import Console, SqlRequest
from service.console.protocol import LONGEST_STATEMENT, MOST_ROWS, MOST_ROWS_OF_FILES
from service.endpoints.column_types import SCALAR_TYPES
from service.formats.row_formats import NAMES
from service.problems import InvalidParameterError, ProblemError
from service.request_state import REQUEST_STATE
from service.web.explore.routes import SCRIPT
from service.web.explore.theme import theme
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.rendering import page
from service.web.query.results import Part, part
from service.web.query.schema import read_schema

_KINDS = {"barras": "Barras", "lineas": "Líneas", "puntos": "Puntos"}
"""The kinds of charts."""

_TEXT = re.compile(r"'(?:[^']|'')*'")
"""A text in a statement."""

_CHECK = query_check("q", "pagina", "grafico", "x", "y")


class Example(Struct):
    """A question to begin with.

    Attributes:
        title: What it asks.
        sql: The statement.
    """

    title: str
    sql: str


class _Examples(Struct):
    example: list[Example]


EXAMPLES = msgspec.toml.decode(Path(__file__).with_name("examples.toml").read_bytes(), type=_Examples).example
"""Questions to begin with, from simple ones on."""


class Drawn(NamedTuple):
    """The chart that is asked for.

    Attributes:
        kind: One of ``_KINDS``.
        x: The column along the width.
        y: The column along the height.
        is_asked: Whether it is to be drawn at once.
    """

    kind: str
    x: str
    y: str
    is_asked: bool


class _Shown(NamedTuple):
    """What stands where the answer does.

    Attributes:
        status: The HTTP status code.
        headers: More headers.
        context: What the template shows.
    """

    status: int
    headers: dict[str, str]
    context: dict[str, Any]


def query_routes(context: PageContext, console: Console, callers: Callers) -> list[HTTPRouteHandler]:
    """Make the routes of the page."""
    schemas: dict[str, Markup] = {}

    async def schema(request: AnyRequest) -> Markup:
        """The schema as HTML, which is the same as long as the warehouse is."""
        snapshot = (await context.warehouse.current()).snapshot
        if snapshot not in schemas:
            found = await context.ask(request, read_schema)
            schemas.clear()
            schemas[snapshot] = Markup(page("query_schema.html", root_path="", schema=found).content)  # noqa: S704 - a template escapes what it shows
        return schemas[snapshot]

    @get("/consulta", include_in_schema=False, before_request=_CHECK)
    async def query_page(request: AnyRequest) -> Response[str]:
        shown = await _shown(request, console, callers)
        context = shown.context | {
            "is_on": console.is_on,
            "examples": EXAMPLES,
            "schema": await schema(request) if console.is_on else "",
            "themes": {"light": theme("light"), "dark": theme("dark")},
            "most_characters": LONGEST_STATEMENT,
        }
        return page("query.html", root_path=request.scope["root_path"], status=shown.status, headers=shown.headers, **context)

    @get("/consulta/resultado", include_in_schema=False, before_request=_CHECK)
    async def result(request: AnyRequest) -> Response[str]:
        shown = await _shown(request, console, callers)
        return page(
            "query_result.html", root_path=request.scope["root_path"], status=shown.status, headers=shown.headers, **shown.context
        )

    return [query_page, result]


async def _shown(request: AnyRequest, console: Console, callers: Callers) -> _Shown:
    asked = dict(query_pairs(request))
    # Forms send the ends of lines as two characters; messages point to places in lines.
    sql = asked.get("q", "").replace("\r\n", "\n")
    number = _part_number(asked.get("pagina", "1"))
    context: dict[str, Any] = {
        "sql": sql,
        "found": None,
        "drawn": None,
        "problem": None,
        "kinds": _KINDS,
        "formats": NAMES,
        "script": SCRIPT,
        "most_rows": MOST_ROWS["json"],
        "most_rows_of_files": MOST_ROWS_OF_FILES,
    }
    headers = {"cache-control": "no-store"}
    if not sql:
        return _Shown(200, headers, context)
    begin = time.perf_counter()
    try:
        callers.check(request.scope)
        answer = await console.run(REQUEST_STATE.get().client, SqlRequest(sql), "json")
    except ProblemError as error:
        return _Shown(error.status, {**headers, **error.headers}, context | {"problem": error.problem})
    found = part(answer.body, number)
    seconds = time.perf_counter() - begin
    shown = {"found": found, "seconds": seconds, "drawn": _drawn(found, asked), "near": _near(found, sql)}
    return _Shown(200, headers, context | shown)


def _part_number(text: str) -> int:
    kind = SCALAR_TYPES["INTEGER"]
    if not kind.fits(text) or int(text) < 1:
        raise InvalidParameterError("'pagina' must be a whole number from 1 on.", parameter="pagina")
    return int(text)


def _near(found: Part, sql: str) -> str | None:
    """The question for what is named like the first text of a statement that gave no row, unless that was it."""
    text = None if found.rows else _TEXT.search(sql)
    question = f"from near({text[0]})" if text else None
    return None if question in (sql, f"{sql};") else question


def _drawn(found: Part, asked: dict[str, str]) -> Drawn | None:
    """The chart that the address asks for, else the one that seems best; none where there is no column of numbers."""
    names = [column.name for column in found.columns]
    numbers = [column.name for column in found.columns if column.kind == "number"]
    if not numbers or len(names) < 2 or not found.rows:
        return None
    x, y, kind = asked.get("x"), asked.get("y"), asked.get("grafico")
    if x in names and y in numbers and kind in _KINDS:
        return Drawn(kind, x, y, is_asked=True)
    best_x = next((column for column in found.columns if column.kind != "number"), found.columns[0])
    # What was counted or computed mostly stands last.
    best_y = next((name for name in reversed(numbers) if name != best_x.name), numbers[0])
    return Drawn("barras" if best_x.kind == "text" else "lineas", best_x.name, best_y, is_asked=False)
