"""``/``: what the catalogue holds, and ways into it; and a film by chance."""

import secrets

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from service.web.pages.data_page import data_page
from service.web.pages.film_lists import CARD
from service.web.pages.index_pages import whole_list
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext

_BEST_SHOWN = 12
_GOOD_FILMS = 300

_WAYS = (
    ("/genero", "Lo mejor de cada género", 20),
    ("/decada", "Lo mejor de cada década", 15),
    ("/pais", "Lo mejor de cada país", 16),
    ("/idioma", "Lo mejor de cada idioma", 16),
)
"""The lists of groups that the page has the first of: their addresses, what stands above them, and how many are shown."""


def home_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/", include_in_schema=False)
    async def home_page(request: AnyRequest) -> Response[str]:
        return await context.ask(request, _home)

    return home_page


def chance_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route that leads to one of the best films, another one each time."""

    @get("/azar", include_in_schema=False)
    async def chance(request: AnyRequest) -> Redirect:
        ids = await context.ask(request, lambda queries: [film["movie_id"] for film in _best(queries, _GOOD_FILMS)])
        address = f"{request.scope['root_path']}/{f'pelicula/{secrets.choice(ids)}' if ids else ''}"
        return Redirect(address, headers={"cache-control": "no-store"})

    return chance


def _home(queries: MacroQueries) -> Response[str]:
    [build] = queries.rows("meta")
    return data_page(
        queries,
        "home.html",
        canonical="/",
        counts={name: queries.count(f"list_{name}") for name in ("movies", "people", "collections", "companies")},
        build=build,
        best=_best(queries, _BEST_SHOWN),
        ways=[(path, heading, whole_list(queries, path, []).entries[:most]) for path, heading, most in _WAYS],
        last_year=next(iter(queries.rows("last_complete_year")), None),
    )


def _best(queries: MacroQueries, most: int) -> list[Row]:
    return queries.part("list_movies", [("sort", "-weighted_rating"), ("limit", str(most))], CARD).rows
