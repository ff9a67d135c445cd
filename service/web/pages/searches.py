"""``/buscar?q=``: what the search box finds, as a page."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_TEXT, SCALAR_KINDS
from service.web.pages.asking import Asking, Row
from service.web.pages.film_lists import CARD
from service.web.pages.rendering import page
from service.web.pages.visits import AnyRequest, Visits, query_pairs


def search_route(visits: Visits) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/buscar", include_in_schema=False)
    async def search_page(request: AnyRequest) -> Response[str]:
        text = dict(query_pairs(request)).get("q", "").strip()[:LONGEST_TEXT]
        return await visits.ask(request, lambda asking: _results(asking, text))

    return search_page


def _results(asking: Asking, text: str) -> Response[str]:
    found = asking.rows("search", q=text) if SCALAR_KINDS["VARCHAR"].fits(text) else []
    kinds: dict[str, list[Row]] = {}
    for row in found:
        kinds.setdefault(row["kind"], []).append(row)
    ids = [row["id"] for row in kinds.pop("movie", [])]
    films = asking.films(ids, CARD)
    return page(
        "search.html",
        root_path=asking.root_path,
        text=text,
        films=[films[film_id] for film_id in ids],
        kinds=kinds,
        total=len(found),
    )
