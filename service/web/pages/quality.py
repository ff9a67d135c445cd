"""``/data-quality``: what the warehouse holds, what was set aside and why, and what is suspicious."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.web.pages.data_page import data_page
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.page_context import AnyRequest, PageContext


def quality_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/data-quality", include_in_schema=False)
    async def quality_page(request: AnyRequest) -> Response[str]:
        return await context.ask(request, _quality)

    return quality_page


def _quality(queries: MacroQueries) -> Response[str]:
    [build] = queries.rows("meta")
    return data_page(
        queries,
        "data_quality.html",
        canonical="/data-quality",
        build=build,
        set_aside=queries.rows("quality_set_aside"),
        suspicious=queries.rows("quality_suspicious"),
        columns=queries.rows("quality_columns"),
        changes=queries.rows("quality_changes"),
    )
