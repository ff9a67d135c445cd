"""``/gustos?likes=862&likes=8844``: recommendations for several films that somebody likes; the address holds the choice."""

from collections.abc import Iterable
from urllib.parse import urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_LIST, SCALAR_TYPES
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.rendering import page

_SHOWN = 24


def recommendations_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/gustos", include_in_schema=False)
    async def recommendations_page(request: AnyRequest) -> Response[str]:
        texts = [value for name, value in query_pairs(request) if name == "likes"]
        return await context.ask(request, lambda queries: _recommendations(queries, texts))

    return recommendations_page


def _recommendations(queries: MacroQueries, texts: list[str]) -> Response[str]:
    whole = SCALAR_TYPES["INTEGER"]
    asked = dict.fromkeys(int(text) for text in texts if whole.fits(text))  # a film that is given twice counts once
    ids = list(asked)[:LONGEST_LIST]
    known = queries.films(ids, CARD)
    liked = [known[film_id] for film_id in ids if film_id in known]
    names = [str(film["movie_id"]) for film in liked]
    found = queries.rows("recommended_movies", likes=[f"id:{name}" for name in names], n=_SHOWN) if names else []
    films = queries.films((row["movie_id"] for row in found), CARD)
    return page(
        "recommendations.html",
        root_path=queries.root_path,
        liked=[(film, recommendations_address(name for name in names if name != str(film["movie_id"]))) for film in liked],
        unknown=[text for text in dict.fromkeys(texts) if text not in names],
        recommended=[{**films[row["movie_id"]], "motivo": row["motivo"]} for row in found],
        address=recommendations_address(names),
        is_full=len(names) >= LONGEST_LIST,
    )


def recommendations_address(likes: Iterable[str]) -> str:
    """The address of the page for some films, by their ids."""
    query = urlencode([("likes", film_id) for film_id in likes])
    return f"/gustos?{query}" if query else "/gustos"
