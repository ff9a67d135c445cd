"""``/``: what the catalogue holds, and ways into it; and a film by chance."""

import secrets

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext
from service.web.pages.rendering import page

_BEST_SHOWN = 12
_GOOD_FILMS = 300


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
    return page(
        "home.html",
        root_path=queries.root_path,
        counts={name: queries.count(f"list_{name}") for name in ("movies", "people", "collections", "companies")},
        build=build,
        best=_best(queries, _BEST_SHOWN),
        genres=sorted(queries.rows("list_genres"), key=lambda genre: -genre["films"]),
        decades=_decades(queries.rows("list_years")),
        last_year=next(iter(queries.rows("last_complete_year")), None),
    )


def _best(queries: MacroQueries, most: int) -> list[Row]:
    return queries.part("list_movies", [("sort", "-weighted_rating"), ("limit", str(most))], CARD).rows


def _decades(years: list[Row]) -> dict[int, int]:
    """How many films there are of each decade, the latest first."""
    films: dict[int, int] = {}
    for year in years:
        decade = year["release_year"] // 10 * 10
        films[decade] = films.get(decade, 0) + year["films"]
    return dict(sorted(films.items(), reverse=True))
