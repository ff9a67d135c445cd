"""``/gustos?likes=862&likes=8844``: recommendations for several films that somebody likes; the address holds the choice."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.endpoints.column_types import LONGEST_LIST, SCALAR_TYPES, Value
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Pairs, Row
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.taste_filters import Filters, filter_arguments, filter_choices, fit_filters

_SHOWN = 24

_KINDS = ("likes", "dislikes", "seen")
"""What a film may be; one that is given as several is the first of them."""


class _Asked(NamedTuple):
    """What an address asks for.

    Attributes:
        films: The ids of the films of each kind.
        filters: The values of the form, by the names of its fields.
    """

    films: Mapping[str, list[str]]
    filters: Filters

    @property
    def address(self) -> str:
        return recommendations_address(self.films, self.filters)

    def without(self, film_id: int) -> str:
        """The address without one of the films."""
        films = {kind: [name for name in names if name != str(film_id)] for kind, names in self.films.items()}
        return recommendations_address(films, self.filters)

    def has_room(self, kind: str) -> bool:
        """Whether one more film of a kind can be given."""
        return len(self.films[kind]) < LONGEST_LIST


def recommendations_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/gustos", include_in_schema=False)
    async def recommendations_page(request: AnyRequest) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _recommendations(queries, pairs))

    return recommendations_page


def _recommendations(queries: MacroQueries, pairs: Pairs) -> Response[str]:
    texts = {kind: [value for name, value in pairs if name == kind] for kind in _KINDS}
    known = {kind: _known(queries, given) for kind, given in texts.items()}
    chosen: dict[str, list[Row]] = {}
    for kind, films_of_kind in known.items():
        taken = {film["movie_id"] for films in chosen.values() for film in films}
        chosen[kind] = [film for film in films_of_kind if film["movie_id"] not in taken]
    films_asked = {kind: [str(film["movie_id"]) for film in films] for kind, films in chosen.items()}
    asked = _Asked(films_asked, fit_filters(pairs))
    found = _found(queries, asked) if chosen["likes"] else []
    films = queries.films((row["movie_id"] for row in found), CARD)
    return data_page(
        queries,
        "recommendations.html",
        chosen={kind: [(film, asked.without(film["movie_id"])) for film in films] for kind, films in chosen.items()},
        unknown=[
            text
            for kind in _KINDS
            for text in dict.fromkeys(texts[kind])
            if text not in {str(film["movie_id"]) for film in known[kind]}
        ],
        recommended=[{**films[row["movie_id"]], "motivo": row["motivo"]} for row in found],
        unfiltered=recommendations_address(asked.films, {}),
        asked=asked,
        filters=asked.filters,
        choices=filter_choices(queries),
    )


def _known(queries: MacroQueries, texts: Iterable[str]) -> list[Row]:
    """The films of some ids, in their order, without those that there are not; a film that is given twice counts once."""
    whole = SCALAR_TYPES["INTEGER"]
    ids = list(dict.fromkeys(int(text) for text in texts if whole.fits(text)))[:LONGEST_LIST]
    known = queries.films(ids, CARD)
    return [known[film_id] for film_id in ids if film_id in known]


def _found(queries: MacroQueries, asked: _Asked) -> list[Row]:
    films: dict[str, Value] = {kind: [f"id:{name}" for name in names] for kind, names in asked.films.items()}
    return queries.rows("recommended_movies", **films, n=_SHOWN, **filter_arguments(asked.filters))


def recommendations_address(films: Mapping[str, Iterable[str]], filters: Filters) -> str:
    """The address of the page for the ids of films of each kind, and the values of its form."""
    query = urlencode([*((kind, film_id) for kind, ids in films.items() for film_id in ids), *filters.items()])
    return f"/gustos?{query}" if query else "/gustos"
