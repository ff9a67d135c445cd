"""``/gustos?likes=862&likes=8844``: recommendations for several films that somebody likes; the address holds the choice."""

from collections.abc import Iterable
from urllib.parse import urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_LIST, SCALAR_KINDS
from service.web.pages.asking import Asking
from service.web.pages.film_lists import CARD
from service.web.pages.rendering import page
from service.web.pages.visits import AnyRequest, Visits, query_pairs

_SHOWN = 24


def tastes_route(visits: Visits) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/gustos", include_in_schema=False)
    async def tastes_page(request: AnyRequest) -> Response[str]:
        texts = [value for name, value in query_pairs(request) if name == "likes"]
        return await visits.ask(request, lambda asking: _tastes(asking, texts))

    return tastes_page


def _tastes(asking: Asking, texts: list[str]) -> Response[str]:
    whole = SCALAR_KINDS["INTEGER"]
    asked = dict.fromkeys(int(text) for text in texts if whole.fits(text))  # a film that is given twice counts once
    ids = list(asked)[:LONGEST_LIST]
    known = asking.films(ids, CARD)
    liked = [known[film_id] for film_id in ids if film_id in known]
    names = [str(film["movie_id"]) for film in liked]
    found = asking.rows("recommended_movies", likes=[*names], n=_SHOWN) if names else []
    films = asking.films((row["movie_id"] for row in found), CARD)
    return page(
        "tastes.html",
        root_path=asking.root_path,
        liked=[(film, tastes_address(name for name in names if name != str(film["movie_id"]))) for film in liked],
        unknown=[text for text in dict.fromkeys(texts) if text not in names],
        recommended=[{**films[row["movie_id"]], "motivo": row["motivo"]} for row in found],
        address=tastes_address(names),
        is_full=len(names) >= LONGEST_LIST,
    )


def tastes_address(likes: Iterable[str]) -> str:
    """The address of the page for some films, by their ids."""
    query = urlencode([("likes", film_id) for film_id in likes])
    return f"/gustos?{query}" if query else "/gustos"
