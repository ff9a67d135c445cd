"""``/explorar``: the page, its charts one by one as it asks for them, and the scripts that draw them."""

import asyncio
from typing import Any

import msgspec
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.api.files import entity_tag
from service.middleware.access import PUBLIC
from service.problems import InvalidParameterError
from service.web.explore.chart import Chart, Drawing, asked, drawing
from service.web.explore.outliers import outliers
from service.web.explore.pictures import MadeOnce, Pictures
from service.web.explore.process import VERSION, made
from service.web.explore.sections import CHARTS, SECTIONS
from service.web.explore.theme import dressed, theme
from service.web.pages.data_page import data_page
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.page_context import AnyRequest, PageContext
from service.web.pages.problems import NoSuchPageError

SCRIPT = f"/explorar/vega-{VERSION}.js"
"""Where the scripts are. Clients keep them for ever, for another version has another address."""

_WIDTH = 760
"""The width of a picture to keep, in pixels."""


def explore_routes(context: PageContext, pictures: Pictures) -> list[HTTPRouteHandler]:
    """Make the routes of the page and of its charts, which are as good as the data are the same."""
    drawings = MadeOnce[Drawing]()

    @get("/explorar", include_in_schema=False)
    async def explore_page(request: AnyRequest) -> Response[str]:
        return await context.ask(request, _page)

    @get("/explorar/{file:str}", include_in_schema=False)
    async def chart(request: AnyRequest, file: FromPath[str]) -> Response[Any]:
        name, _, form = file.rpartition(".")
        if name not in CHARTS or form not in {"json", "svg"}:
            explore = f"{request.scope['root_path']}/explorar"
            raise NoSuchPageError(f"No hay ningún gráfico «{file}»; {explore} los tiene todos.")
        # One that a query made different would be drawn anew each time.
        if request.scope["query_string"]:
            raise InvalidParameterError("A chart has no query parameters.")
        snapshot = (await context.warehouse.current()).snapshot
        # A picture is for keeping, where addresses lead nowhere.
        root_path = request.scope["root_path"] if form == "json" else None
        drawn = await drawings.get(
            snapshot,
            (name, root_path),
            lambda: context.ask(request, lambda queries: _drawn(queries, CHARTS[name], root_path)),
        )
        if form == "json":
            return Response(msgspec.json.encode(drawn), media_type=MediaType.JSON)
        if drawn.spec is None:
            raise NoSuchPageError(drawn.reading)
        spec = dressed(drawn.spec, CHARTS[name].title, "light", _WIDTH)
        picture = await pictures.get(snapshot, name, spec)
        return Response(picture, media_type="image/svg+xml", headers={"content-disposition": f'inline; filename="{file}"'})

    return [explore_page, chart]


def script_route() -> HTTPRouteHandler:
    """Make the route of the scripts, which are the same for all data."""
    one_at_a_time = asyncio.Lock()
    kept: list[bytes] = []

    @get(SCRIPT, include_in_schema=False, opt=PUBLIC)
    async def script() -> Response[bytes]:
        async with one_at_a_time:
            if not kept:
                kept.append(await made("script"))
        headers = {"cache-control": "public, max-age=31536000, immutable", "etag": entity_tag(kept[0])}
        return Response(kept[0], media_type="text/javascript", headers=headers)

    return script


def _page(queries: MacroQueries) -> Response[str]:
    themes = {"light": theme("light"), "dark": theme("dark")}
    return data_page(queries, "explore.html", sections=SECTIONS, outliers=outliers(queries), themes=themes, script=SCRIPT)


def _drawn(queries: MacroQueries, chart: Chart, root_path: str | None) -> Drawing:
    return drawing(chart, asked(queries, chart), root_path)
