"""``POST /gustos/importar``: recommendations for an export of another site, of which nothing is kept."""

from http import HTTPStatus

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler

from service.api.exports import Export, read_export
from service.api.imports import imported, sent_export
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.page_context import AnyRequest, PageContext
from service.web.pages.rendering import page

_SHOWN = 24

_SITES = {"letterboxd": "Letterboxd", "imdb": "IMDb", "movielens": "MovieLens"}


def import_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @post("/gustos/importar", include_in_schema=False, status_code=HTTPStatus.OK)
    async def import_page(request: AnyRequest) -> Response[str]:
        export = read_export(await sent_export(request))
        return await context.ask(request, lambda queries: _page(queries, export))

    return import_page


def _page(queries: MacroQueries, export: Export) -> Response[str]:
    found = queries.job(lambda cursor: imported(cursor, export, _SHOWN))
    films = queries.films((film.movie_id for film in found.items), CARD)
    return page(
        "import.html",
        root_path=queries.root_path,
        headers={"cache-control": "no-store"},
        site=_SITES[found.source],
        liked=[film for film in found.understood if film.is_liked],
        seen=[film for film in found.understood if not film.is_liked],
        unmatched=[{"line": film.line, "title": film.title or None, "year": film.year or None} for film in found.unmatched],
        recommended=[{**films[film.movie_id], "motivo": film.motivo} for film in found.items],
    )
