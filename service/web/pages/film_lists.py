"""Lists of films on pages: the filters and the order that a form asks for, which are those of the API, and a part of the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from service.endpoints.column_types import Value
from service.web.pages.index_pages import whole_list
from service.web.pages.macro_queries import MacroQueries, Pairs, Row
from service.web.pages.structured_data import list_data

FILMS_SHOWN = 42
"""How many films a part has: rows of six, of seven and of three are full."""

CARD = ("movie_id", "title", "release_year", "vote_average", "vote_count", "genres", "poster_path")
"""The columns that a card of a film shows."""

SORTS = {
    "-vote_count": "Más votadas",
    "-weighted_rating": "Mejor valoradas",
    "-release_date": "Más recientes",
    "release_date": "Más antiguas",
    "title": "Por título",
    "-revenue": "Más ingresos",
    "-return": "Más retorno",
}
"""What a form offers to order by."""

_HAS_VOTES = ("vote_count__gt", "0")
"""The filter of films whose mean vote says something, even if it is 0."""

_FIELDS = (
    *("title__contains", "genres__contains", "countries__contains", "original_language", "roles__contains"),
    *("release_year__gte", "release_year__lte", "vote_count__gte"),
)
"""The filters that a form has a field for."""

_CHOICES: Mapping[str, tuple[str, Callable[[Row], str | None]]] = {
    "genres__contains": ("/genero", lambda row: row["name"]),
    "countries__contains": ("/pais", lambda row: row["name"]),
    "original_language": ("/idioma", lambda row: row["language_code"]),
}
"""The filters that a form has choices for: the address of the list that these are of, and the value that stands for one."""


@dataclass(frozen=True)
class FilmSource:
    """Where the films of a page come from.

    Attributes:
        address: The address of the page.
        macro: The macro of the list.
        arguments: The values of its parameters.
        fixed: Filters that the page itself stands for.
        columns: The columns to ask for.
        sort: The order of the list unless another is asked for.
    """

    address: str
    macro: str
    asked: Mapping[str, Value] = field(default_factory=dict)
    fixed: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = CARD
    sort: str = "-vote_count"

    def counts_of_years(self, queries: MacroQueries, pairs: Pairs) -> list[tuple[int, int]]:
        """The years of release of all films that pass the filters, in order, and how many films have each."""
        return queries.value_counts(self.macro, [*self.fixed, *pairs], "release_year", **self.asked)

    def counts_of_ratings(self, queries: MacroQueries, pairs: Pairs) -> list[tuple[float, int]]:
        """The mean votes of all films with votes that pass the filters, in order, and how many films have each."""
        return queries.value_counts(self.macro, [*self.fixed, *pairs, _HAS_VOTES], "vote_average", **self.asked)

    def narrowed(self, pairs: Pairs) -> Callable[[Mapping[str, str]], str]:
        """What makes addresses of the page with some filters more than a query has, in place of those of the same names."""

        def address(filters: Mapping[str, str]) -> str:
            kept = [(name, value) for name, value in pairs if name != "cursor" and name not in filters]
            return _address(self.address, [*kept, *filters.items()])

        return address


class OtherFilter(NamedTuple):
    """A filter of an address that the form has no field for.

    Attributes:
        name: Its name.
        value: Its value.
        without: The address without it.
    """

    name: str
    value: str
    without: str


class FilmList(NamedTuple):
    """A part of a list of films, and what was asked of it.

    Attributes:
        address: The address of the list's page.
        films: The films.
        total: How many films pass the filters.
        following: The address of the part after it, if there is one.
        chosen: What the form shows, by the names of its fields.
        fields: The filters that the form has a field for.
        choices: The values that can be chosen and what they are called, by the names of their fields, in the order of the latter.
        sorts: The orders that can be chosen, and what they are called.
        others: The other filters.
        is_filtered: Whether any filter was asked for.
        is_first: Whether it is the first part.
    """

    address: str
    films: list[Row]
    total: int
    following: str | None
    chosen: Mapping[str, str]
    fields: Sequence[str]
    choices: Mapping[str, Sequence[tuple[str, str]]]
    sorts: Mapping[str, str]
    others: Sequence[OtherFilter]
    is_filtered: bool
    is_first: bool

    def structured(self, root_path: str) -> dict[str, Any]:
        """What the page of the list tells machines."""
        return list_data(self.address, self.total, self.films, root_path)


def film_list(queries: MacroQueries, source: FilmSource, pairs: Pairs) -> FilmList:
    """Ask for a part of a list of films.

    Args:
        queries: Where to ask.
        source: Where the films come from.
        pairs: The query of the address.

    Raises:
        InvalidParameterError: The list has no such filter or order.
    """
    order = [] if "sort" in dict(pairs) else [("sort", source.sort)]
    wanted = [*source.fixed, *pairs, *order, ("limit", str(FILMS_SHOWN))]
    found = queries.part(source.macro, wanted, source.columns, **source.asked)
    columns = set(queries.columns(source.macro))
    held = columns - {_column(name) for name, _ in source.fixed}
    fields = [name for name in _FIELDS if _column(name) in held]
    kept = [pair for pair in pairs if pair[0] != "cursor"]
    filters = [pair for pair in kept if pair[0] != "sort"]
    return FilmList(
        address=source.address,
        films=found.rows,
        total=found.total,
        following=_address(source.address, [*kept, ("cursor", found.cursor)]) if found.cursor else None,
        chosen={"sort": source.sort, **dict(pairs)},
        fields=fields,
        choices={name: _choices(queries, *_CHOICES[name]) for name in fields if name in _CHOICES},
        sorts={sort: text for sort, text in SORTS.items() if sort.removeprefix("-") in columns},
        others=[
            OtherFilter(name, value, _address(source.address, [pair for pair in kept if pair != (name, value)]))
            for name, value in filters
            if name not in fields
        ],
        is_filtered=bool(filters),
        is_first=len(kept) == len(pairs),
    )


def _choices(queries: MacroQueries, path: str, value: Callable[[Row], str | None]) -> list[tuple[str, str]]:
    """What can be chosen of a list of groups; those that have no name in the data cannot be filtered by."""
    entries = whole_list(queries, path, [("sort", "name")]).entries
    return [(chosen, entry.name) for entry in entries if (chosen := value(entry.row))]


def _column(name: str) -> str:
    return name.partition("__")[0]


def _address(path: str, pairs: Pairs) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
