"""Pages for people: HTML in Spanish, made from the answers of the same macros that the endpoints serve."""

from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler

from service.warehouse import Warehouse

_NARROW_SPACE = "\u202f"

_HEADERS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'"}
"""A page loads nothing but its icon, whatever texts of the raw files it shows."""


def page_routes(warehouse: Warehouse) -> list[HTTPRouteHandler]:
    """Make the routes of the pages."""

    @get("/data-quality", media_type=MediaType.HTML, include_in_schema=False)
    async def data_quality() -> Response[str]:
        return Response(await warehouse.ask(_data_quality), headers=_HEADERS)

    return [data_quality]


def _data_quality(cursor: duckdb.DuckDBPyConnection) -> str:
    [build] = _rows(cursor, "meta")
    return _TEMPLATES.get_template("data_quality.html").render(
        build=build,
        set_aside=_rows(cursor, "quality_set_aside"),
        suspicious=_rows(cursor, "quality_suspicious"),
        columns=_rows(cursor, "quality_columns"),
        changes=_rows(cursor, "quality_changes"),
    )


def _rows(cursor: duckdb.DuckDBPyConnection, macro: str) -> list[dict[str, Any]]:
    result = cursor.execute(f"from {macro}()")
    names = [name for name, *_ in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _number(value: float, decimals: int = 0) -> str:
    """A number as it is written in Spanish, for example 45 349 or 1,5."""
    return f"{value:_.{decimals}f}".replace(".", ",").replace("_", _NARROW_SPACE)


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["number"] = _number
    return templates


_TEMPLATES = _templates()
