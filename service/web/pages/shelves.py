"""Pages of what films can be grouped by: their totals, a chart of the years, and the films."""

from collections.abc import Iterator
from dataclasses import dataclass

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.endpoints.column_types import Value
from service.web.pages.asking import Asking, Pairs
from service.web.pages.charts import ratings_chart, years_chart
from service.web.pages.film_lists import FilmSource, film_list
from service.web.pages.problems import NoSuchPageError, whole_number
from service.web.pages.rendering import page
from service.web.pages.visits import AnyRequest, Visits, query_pairs


@dataclass(frozen=True)
class Shelf:
    """A sort of group, each of which has a page.

    Attributes:
        path: The first part of the addresses.
        noun: What a group is called.
        missing: What is said when there is no such group, with a place for the key.
        macro: The macro of a group, whose parameter has the same name; that of its films has "_movies" after it.
        has_number: Whether its key is a number; else it is a code.
        sort: The order of the films unless another is asked for.
    """

    path: str
    noun: str
    missing: str
    macro: str
    has_number: bool = True
    sort: str = "-vote_count"


SHELVES = (
    Shelf("/saga", "Saga", "No hay ninguna saga con el id {}.", "collection", sort="release_date"),
    Shelf("/productora", "Productora", "No hay ninguna productora con el id {}.", "company"),
    Shelf("/genero", "Género", "No hay ningún género con el id {}.", "genre"),
    Shelf("/palabra", "Palabra clave", "No hay ninguna palabra clave con el id {}.", "keyword"),
    Shelf("/pais", "País de producción", "No hay películas de ningún país con el código {}.", "country", has_number=False),
    Shelf("/idioma", "Idioma", "No hay películas de ningún idioma con el código {}.", "language", has_number=False),
)


def shelf_routes(visits: Visits) -> Iterator[HTTPRouteHandler]:
    """Make the routes of the pages of groups, of years and decades, and of all films."""
    for shelf in SHELVES:
        yield _route(visits, shelf)

    @get("/anio/{year:str}", include_in_schema=False)
    async def year_page(request: AnyRequest, year: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await visits.ask(request, lambda asking: _year(asking, year, pairs))

    @get("/decada/{decade:str}", include_in_schema=False)
    async def decade_page(request: AnyRequest, decade: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await visits.ask(request, lambda asking: _decade(asking, decade, pairs))

    @get("/peliculas", include_in_schema=False)
    async def films_page(request: AnyRequest) -> Response[str]:
        pairs = query_pairs(request)
        return await visits.ask(request, lambda asking: _all(asking, pairs))

    yield from (year_page, decade_page, films_page)


def _route(visits: Visits, shelf: Shelf) -> HTTPRouteHandler:
    async def shelf_page(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await visits.ask(request, lambda asking: _shelf(asking, shelf, key, pairs))

    shelf_page.__name__ = f"{shelf.macro}_page"
    return get(f"{shelf.path}/{{key:str}}", include_in_schema=False)(shelf_page)


def _shelf(asking: Asking, shelf: Shelf, key: str, pairs: Pairs) -> Response[str]:
    missing = shelf.missing.format(key)
    asked: dict[str, Value] = {shelf.macro: whole_number(key, missing) if shelf.has_number else _code(key, missing)}
    group = asking.object(shelf.macro, missing, **asked)
    source = FilmSource(f"{shelf.path}/{key}", f"{shelf.macro}_movies", asked, sort=shelf.sort)
    films = film_list(asking, source, pairs)
    return page(
        "shelf.html",
        root_path=asking.root_path,
        shelf=shelf,
        group=group,
        films=films,
        chart=years_chart(source.counts_of_years(asking, pairs)),
    )


def _code(text: str, missing: str) -> str:
    """A code of a country or language as it may be asked for.

    Raises:
        NoSuchPageError: It is none.
    """
    if not text.isalpha():
        raise NoSuchPageError(missing)
    return text


def _year(asking: Asking, text: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay películas del año {text}."
    year = whole_number(text, missing)
    years = {row["release_year"]: row for row in asking.rows("list_years")}
    if year not in years:
        raise NoSuchPageError(missing)
    source = FilmSource(f"/anio/{year}", "list_movies", fixed=[("release_year", str(year))])
    return page(
        "year.html",
        root_path=asking.root_path,
        year=year,
        before=max((other for other in years if other < year), default=None),
        after=min((other for other in years if other > year), default=None),
        group=years[year],
        films=film_list(asking, source, pairs),
        chart=ratings_chart(source.counts_of_ratings(asking, pairs)),
    )


def _decade(asking: Asking, text: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay películas de la década de {text}."
    decade = whole_number(text, missing) // 10 * 10
    years = [row["release_year"] for row in asking.rows("list_years") if decade <= row["release_year"] <= decade + 9]
    if not years:
        raise NoSuchPageError(missing)
    fixed = [("release_year__gte", str(decade)), ("release_year__lte", str(decade + 9))]
    source = FilmSource(f"/decada/{decade}", "list_movies", fixed=fixed)
    return page(
        "decade.html",
        root_path=asking.root_path,
        decade=decade,
        years=sorted(years),
        films=film_list(asking, source, pairs),
        chart=ratings_chart(source.counts_of_ratings(asking, pairs)),
    )


def _all(asking: Asking, pairs: Pairs) -> Response[str]:
    source = FilmSource("/peliculas", "list_movies")
    chart = years_chart(source.counts_of_years(asking, pairs))
    return page("films.html", root_path=asking.root_path, films=film_list(asking, source, pairs), chart=chart)
