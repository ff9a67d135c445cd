"""``/gustos?likes=862&likes=8844``: recommendations for several films that somebody likes; the address holds the choice."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_LIST, SCALAR_TYPES, Scalar
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Pairs, Row
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.rendering import page

_SHOWN = 24

_FILTERS = {
    "genre": "VARCHAR",
    "from_year": "INTEGER",
    "to_year": "INTEGER",
    "language": "VARCHAR",
    "family": "BOOLEAN",
    "diversity": "DOUBLE",
    "novelty": "DOUBLE",
}
"""The parameters of the macro that the form has a field for, and their types."""

DIVERSITIES = {"": "Lo mejor", "0.5": "Algo variado", "1": "Muy variado"}
"""What the form offers as diversity."""


NOVELTIES = {"": "Cualquiera", "0.3": "Algo nuevo", "0.6": "Poco vistas", "1": "Rarezas"}
"""What the form offers as novelty."""

_CHOICES = {"diversity": DIVERSITIES, "novelty": NOVELTIES}


class _Asked(NamedTuple):
    """What an address asks for.

    Attributes:
        likes: The ids of liked films.
        dislikes: The ids of disliked films.
        filters: The values of the form, by the names of its fields.
    """

    likes: list[str]
    dislikes: list[str]
    filters: Mapping[str, str]

    @property
    def address(self) -> str:
        return recommendations_address(self.likes, self.dislikes, self.filters)

    def without(self, film_id: int) -> str:
        """The address without one of the films."""
        likes, dislikes = ([name for name in names if name != str(film_id)] for names in (self.likes, self.dislikes))
        return recommendations_address(likes, dislikes, self.filters)


def recommendations_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/gustos", include_in_schema=False)
    async def recommendations_page(request: AnyRequest) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _recommendations(queries, pairs))

    return recommendations_page


def _recommendations(queries: MacroQueries, pairs: Pairs) -> Response[str]:
    texts = {kind: [value for name, value in pairs if name == kind] for kind in ("likes", "dislikes")}
    likes, dislikes = (_known(queries, given) for given in texts.values())
    filters = {name: value for name, value in pairs if name in _FILTERS and _is_fit(name, value)}
    names = [str(film["movie_id"]) for film in likes]
    asked = _Asked(names, [str(film["movie_id"]) for film in dislikes if str(film["movie_id"]) not in names], filters)
    found = _found(queries, asked) if asked.likes else []
    films = queries.films((row["movie_id"] for row in found), CARD)
    return page(
        "recommendations.html",
        root_path=queries.root_path,
        liked=[(film, asked.without(film["movie_id"])) for film in likes],
        disliked=[(film, asked.without(film["movie_id"])) for film in dislikes if str(film["movie_id"]) in asked.dislikes],
        unknown=[
            text
            for kind, films_of_kind in zip(texts.values(), (likes, dislikes), strict=True)
            for text in dict.fromkeys(kind)
            if text not in {str(film["movie_id"]) for film in films_of_kind}
        ],
        recommended=[{**films[row["movie_id"]], "motivo": row["motivo"]} for row in found],
        address=asked.address,
        unfiltered=recommendations_address(asked.likes, asked.dislikes, {}),
        asked=asked,
        languages=queries.rows("list_languages") if asked.likes else [],
        diversities=DIVERSITIES,
        novelties=NOVELTIES,
        is_full=len(asked.likes) >= LONGEST_LIST,
        has_room_for_dislikes=len(asked.dislikes) < LONGEST_LIST,
    )


def _known(queries: MacroQueries, texts: Iterable[str]) -> list[Row]:
    """The films of some ids, in their order, without those that there are not; a film that is given twice counts once."""
    whole = SCALAR_TYPES["INTEGER"]
    ids = list(dict.fromkeys(int(text) for text in texts if whole.fits(text)))[:LONGEST_LIST]
    known = queries.films(ids, CARD)
    return [known[film_id] for film_id in ids if film_id in known]


def _is_fit(name: str, value: str) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    return SCALAR_TYPES[_FILTERS[name]].fits(value)


def _found(queries: MacroQueries, asked: _Asked) -> list[Row]:
    values: dict[str, Scalar] = {name: SCALAR_TYPES[_FILTERS[name]].value(value) for name, value in asked.filters.items()}
    likes, dislikes = ([f"id:{name}" for name in names] for names in (asked.likes, asked.dislikes))
    return queries.rows("recommended_movies", likes=[*likes], dislikes=[*dislikes], n=_SHOWN, **values)


def recommendations_address(likes: Iterable[str], dislikes: Iterable[str], filters: Mapping[str, str]) -> str:
    """The address of the page for some films, by their ids, and the values of its form."""
    films = [*(("likes", film_id) for film_id in likes), *(("dislikes", film_id) for film_id in dislikes)]
    query = urlencode([*films, *filters.items()])
    return f"/gustos?{query}" if query else "/gustos"
