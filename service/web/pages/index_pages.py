"""Pages that list all groups of a sort, such as ``/genero`` and ``/pais``, and everybody: to search in, by films or by votes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.problems import InvalidParameterError
from service.web.pages.data_page import data_page
from service.web.pages.decades import decades
from service.web.pages.macro_queries import MacroQueries, Pairs, Row
from service.web.pages.names import NAME_FILTERS, alphabetical, bare_series
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs

_SHOWN = 60
"""How many entries a part of a long list has: rows of three, of four and of five are full."""

_NAME = "name__contains"

SORTS = {"-films": "Más películas", "-vote_count": "Más votos", "name": "Por nombre"}
"""What the form offers to order by: the names that the lists of the API have."""


class Entry(NamedTuple):
    """One group of films, or somebody.

    Attributes:
        key: What its address ends with.
        name: What it is called.
        films: How many films it has.
        votes: How many votes these have.
        years: The years of the first and the last of them.
        row: All that the list says of it.
    """

    key: int | str
    name: str
    films: int
    votes: int
    years: tuple[int, int]
    row: Row


@dataclass(frozen=True)
class IndexPage:
    """A page that lists a sort of groups.

    Attributes:
        path: Its address, with which those of the groups begin.
        title: What it is called.
        one: What a group is called, with its article.
        many: What several are called.
        macro: The macro of the list.
        key: The column that the addresses of groups end with.
        shown: What a group is called on pages; of some the data know no name.
        is_short: Whether the list is taken as a whole, so that it is searched and put in order by the names that pages show.
        sort: Its order unless another is asked for.
    """

    path: str
    title: str
    one: str
    many: str
    macro: str
    key: str
    shown: Callable[[Row], str | None] = lambda row: row["name"]
    is_short: bool = False
    sort: str = "-films"


INDEX_PAGES = (
    IndexPage(
        *("/genero", "Géneros", "género", "géneros", "list_genres", "genre_id"),
        shown=lambda row: NAME_FILTERS["genre_name"](row["name"] or "", None),
        is_short=True,
    ),
    IndexPage(
        *("/pais", "Países", "país", "países", "list_countries", "country_code"),
        shown=lambda row: NAME_FILTERS["country"](row["country_code"], row["name"]),
        is_short=True,
    ),
    IndexPage(
        *("/idioma", "Idiomas", "idioma", "idiomas", "list_languages", "language_code"),
        shown=lambda row: NAME_FILTERS["language"](row["language_code"], row["name"]).capitalize(),
        is_short=True,
    ),
    IndexPage(
        *("/decada", "Décadas", "década", "décadas", "list_years", "decade"),
        shown=lambda row: f"{row['decade']}–{row['decade'] + 9}",
        is_short=True,
        sort="-name",
    ),
    IndexPage(
        *("/saga", "Sagas", "saga", "sagas", "list_collections", "collection_id"),
        shown=lambda row: bare_series(row["name"] or ""),
        sort="-vote_count",
    ),
    IndexPage("/productora", "Productoras", "productora", "productoras", "list_companies", "company_id"),
    IndexPage("/palabra", "Palabras clave", "palabra clave", "palabras clave", "list_keywords", "keyword_id"),
    IndexPage("/persona", "Personas", "persona", "personas", "list_people", "person_id", sort="-vote_count"),
)


class Entries(NamedTuple):
    """A part of a list of groups.

    Attributes:
        entries: The groups.
        total: How many pass the search.
        cursor: Where the part after it begins, if there is one.
    """

    entries: list[Entry]
    total: int
    cursor: str | None


def index_routes(context: PageContext) -> Iterator[HTTPRouteHandler]:
    """Make the routes of the pages."""
    for index_page in INDEX_PAGES:
        yield _route(context, index_page)


def _route(context: PageContext, index_page: IndexPage) -> HTTPRouteHandler:
    async def handler(request: AnyRequest) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _page(queries, index_page, pairs))

    handler.__name__ = f"{index_page.macro}_page"
    return get(index_page.path, include_in_schema=False)(handler)


def whole_list(queries: MacroQueries, path: str, pairs: Pairs) -> Entries:
    """A short list as its page has it.

    Args:
        queries: Where to ask.
        path: The address of the page.
        pairs: The query of the address.
    """
    [index_page] = (other for other in INDEX_PAGES if other.path == path)
    return _whole(queries, index_page, pairs)


def _page(queries: MacroQueries, index_page: IndexPage, pairs: Pairs) -> Response[str]:
    found = (_whole if index_page.is_short else _part)(queries, index_page, pairs)
    kept = [pair for pair in pairs if pair[0] != "cursor"]
    return data_page(
        queries,
        "index.html",
        canonical=index_page.path,
        index_page=index_page,
        found=found,
        chosen={"sort": index_page.sort, **dict(kept)},
        sorts=SORTS if index_page.sort in SORTS else {index_page.sort: "Las más recientes", **SORTS},
        following=f"{index_page.path}?{urlencode([*kept, ('cursor', found.cursor)])}" if found.cursor else None,
        is_first=len(kept) == len(pairs),
        is_searched=_NAME in dict(kept),
    )


def _part(queries: MacroQueries, index_page: IndexPage, pairs: Pairs) -> Entries:
    """A part of a long list, as the API gives it."""
    order = [] if "sort" in dict(pairs) else [("sort", index_page.sort)]
    found = queries.part(index_page.macro, [*pairs, *order, ("limit", str(_SHOWN))])
    return Entries([_entry(index_page, row) for row in found.rows], found.total, found.cursor)


def _whole(queries: MacroQueries, index_page: IndexPage, pairs: Pairs) -> Entries:
    """The whole of a short list, searched and put in order by the names that pages show.

    Raises:
        InvalidParameterError: Something else is asked for.
    """
    asked = dict(pairs)
    sort = asked.get("sort", index_page.sort)
    if unknown := next((name for name in asked if name not in {_NAME, "sort"}), None):
        raise InvalidParameterError(f"There is no query parameter '{unknown}'; there are {_NAME} and sort.", parameter=unknown)
    if sort.removeprefix("-") not in _ORDERS:
        orders = [*_ORDERS, *(f"-{name}" for name in _ORDERS)]
        raise InvalidParameterError(f"'sort' must be one of {', '.join(orders)}.", parameter="sort", valid_values=orders)
    rows = queries.rows(index_page.macro)
    entries = [_entry(index_page, row) for row in (decades(rows) if index_page.key == "decade" else rows)]
    named = sorted((entry for entry in entries if _is_named(entry, asked.get(_NAME, ""))), key=_ORDERS["name"])
    found = sorted(named, key=_ORDERS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return Entries(found, len(found), None)


_ORDERS: Mapping[str, Callable[[Entry], tuple[str | int, ...]]] = {
    "name": lambda entry: (alphabetical(entry.name), str(entry.key)),
    "films": lambda entry: (entry.films,),
    "vote_count": lambda entry: (entry.votes,),
}


def _entry(index_page: IndexPage, row: Row) -> Entry:
    years = (row["first_year"], row["last_year"])
    name = index_page.shown(row) or f"{index_page.one} {row[index_page.key]}".capitalize()
    return Entry(row[index_page.key], name, row["films"], row["vote_count"], years, row)


def _is_named(entry: Entry, text: str) -> bool:
    """Whether the name that pages show, or that of the data, has a text in it."""
    part = alphabetical(text.strip())
    return any(part in alphabetical(name) for name in (entry.name, entry.row.get("name") or ""))
