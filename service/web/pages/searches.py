"""``/buscar?q=``: what the search box finds, as a page."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_TEXT, SCALAR_TYPES
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs


def search_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/buscar", include_in_schema=False)
    async def search_page(request: AnyRequest) -> Response[str]:
        text = dict(query_pairs(request)).get("q", "").strip()[:LONGEST_TEXT]
        return await context.ask(request, lambda queries: _results(queries, text))

    return search_page


def _results(queries: MacroQueries, text: str) -> Response[str]:
    found = queries.rows("search", q=text) if SCALAR_TYPES["VARCHAR"].fits(text) else []
    kinds: dict[str, list[Row]] = {}
    for row in found:
        kinds.setdefault(row["kind"], []).append(row)
    found_films = kinds.pop("movie", [])
    films = queries.films((row["id"] for row in found_films), CARD)
    return data_page(
        queries,
        "search.html",
        text=text,
        films=[{**films[row["id"]], "found_as": row["found_as"]} for row in found_films],
        kinds=kinds,
        total=len(found),
    )
