"""The routes of the pages."""

from litestar import MediaType, Router
from litestar.types import ControllerRouterHandler

from service.middleware.response_cache import cached_as
from service.web.explore.pictures import Pictures
from service.web.explore.routes import explore_routes, script_route
from service.web.pages.films import cast_route, film_route
from service.web.pages.group_pages import group_routes
from service.web.pages.home import chance_route, home_route
from service.web.pages.imports import import_routes
from service.web.pages.index_pages import index_routes
from service.web.pages.page_context import PageContext
from service.web.pages.people import person_route
from service.web.pages.quality import quality_route
from service.web.pages.recommendations import recommendations_route
from service.web.pages.searches import search_route
from service.web.sitemap import sitemap_routes
from service.web.static_files import static_route


def page_routes(context: PageContext, seconds: float) -> list[ControllerRouterHandler]:
    """Make the routes of the pages and of their files. Pages are cached and tagged as answers are.

    Args:
        context: Where pages ask.
        seconds: How long a client waits for a chart as a picture.
    """
    pages = [
        home_route(context),
        film_route(context),
        cast_route(context),
        person_route(context),
        *group_routes(context),
        *index_routes(context),
        search_route(context),
        recommendations_route(context),
        quality_route(context),
        *explore_routes(context, Pictures(seconds)),
    ]
    return [
        Router("/", route_handlers=pages, opt=cached_as(MediaType.HTML)),
        chance_route(context),
        *import_routes(context),
        *sitemap_routes(context),
        script_route(),
        static_route(),
    ]
