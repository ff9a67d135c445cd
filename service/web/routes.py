"""The routes of the pages."""

from litestar import Router
from litestar.types import ControllerRouterHandler

from service.middleware.response_cache import CACHED
from service.web.explore.routes import explore_routes, script_route
from service.web.pages.films import film_route
from service.web.pages.home import chance_route, home_route
from service.web.pages.people import person_route
from service.web.pages.quality import quality_route
from service.web.pages.searches import search_route
from service.web.pages.shelves import shelf_routes
from service.web.pages.tastes import tastes_route
from service.web.pages.visits import Visits
from service.web.static_files import static_route


def page_routes(visits: Visits) -> list[ControllerRouterHandler]:
    """Make the routes of the pages and of their files. Pages are cached and tagged as answers are."""
    pages = [
        home_route(visits),
        film_route(visits),
        person_route(visits),
        *shelf_routes(visits),
        search_route(visits),
        tastes_route(visits),
        quality_route(visits),
        *explore_routes(visits),
    ]
    return [Router("/", route_handlers=pages, opt=CACHED), chance_route(visits), script_route(), static_route()]
