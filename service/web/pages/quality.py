"""``/data-quality``: what the warehouse holds, what was set aside and why, and what is suspicious."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.web.pages.asking import Asking
from service.web.pages.rendering import page
from service.web.pages.visits import AnyRequest, Visits


def quality_route(visits: Visits) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/data-quality", include_in_schema=False)
    async def quality_page(request: AnyRequest) -> Response[str]:
        return await visits.ask(request, _quality)

    return quality_page


def _quality(asking: Asking) -> Response[str]:
    [build] = asking.rows("meta")
    return page(
        "data_quality.html",
        root_path=asking.root_path,
        build=build,
        set_aside=asking.rows("quality_set_aside"),
        suspicious=asking.rows("quality_suspicious"),
        columns=asking.rows("quality_columns"),
        changes=asking.rows("quality_changes"),
    )
