"""Pages of what films can be grouped by: their totals, a chart of the years, and the films."""

from collections.abc import Iterator
from dataclasses import dataclass

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.endpoints.column_types import Value
from service.web.pages.charts import ratings_chart, years_chart
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import FilmSource, film_list
from service.web.pages.macro_queries import MacroQueries, Pairs
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.problems import NoSuchPageError, whole_number


@dataclass(frozen=True)
class GroupPage:
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


GROUP_PAGES = (
    GroupPage("/saga", "Saga", "No hay ninguna saga con el id {}.", "collection", sort="release_date"),
    GroupPage("/productora", "Productora", "No hay ninguna productora con el id {}.", "company"),
    GroupPage("/genero", "Género", "No hay ningún género con el id {}.", "genre"),
    GroupPage("/palabra", "Palabra clave", "No hay ninguna palabra clave con el id {}.", "keyword"),
    GroupPage("/pais", "País de producción", "No hay películas de ningún país con el código {}.", "country", has_number=False),
    GroupPage("/idioma", "Idioma", "No hay películas de ningún idioma con el código {}.", "language", has_number=False),
)


def group_routes(context: PageContext) -> Iterator[HTTPRouteHandler]:
    """Make the routes of the pages of groups, of years and decades, and of all films."""
    for group_page in GROUP_PAGES:
        yield _route(context, group_page)

    @get("/anio/{year:str}", include_in_schema=False)
    async def year_page(request: AnyRequest, year: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _year(queries, year, pairs))

    @get("/decada/{decade:str}", include_in_schema=False)
    async def decade_page(request: AnyRequest, decade: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _decade(queries, decade, pairs))

    @get("/peliculas", include_in_schema=False)
    async def films_page(request: AnyRequest) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _all(queries, pairs))

    yield from (year_page, decade_page, films_page)


def _route(context: PageContext, group_page: GroupPage) -> HTTPRouteHandler:
    async def handler(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _group_page(queries, group_page, key, pairs))

    handler.__name__ = f"{group_page.macro}_page"
    return get(f"{group_page.path}/{{key:str}}", include_in_schema=False)(handler)


def _group_page(queries: MacroQueries, group_page: GroupPage, key: str, pairs: Pairs) -> Response[str]:
    missing = group_page.missing.format(key)
    asked: dict[str, Value] = {group_page.macro: whole_number(key, missing) if group_page.has_number else _code(key, missing)}
    group = queries.object(group_page.macro, missing, **asked)
    source = FilmSource(f"{group_page.path}/{key}", f"{group_page.macro}_movies", asked, sort=group_page.sort)
    films = film_list(queries, source, pairs)
    return data_page(
        queries,
        "group.html",
        canonical=source.address,
        group_page=group_page,
        group=group,
        films=films,
        chart=years_chart(source.counts_of_years(queries, pairs), source.narrowed(pairs)),
    )


def _code(text: str, missing: str) -> str:
    """A code of a country or language as it may be asked for.

    Raises:
        NoSuchPageError: It is none.
    """
    if not text.isalpha():
        raise NoSuchPageError(missing)
    return text


def _year(queries: MacroQueries, text: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay películas del año {text}."
    year = whole_number(text, missing)
    years = {row["release_year"]: row for row in queries.rows("list_years")}
    if year not in years:
        raise NoSuchPageError(missing)
    source = FilmSource(f"/anio/{year}", "list_movies", fixed=[("release_year", str(year))])
    return data_page(
        queries,
        "year.html",
        canonical=source.address,
        year=year,
        before=max((other for other in years if other < year), default=None),
        after=min((other for other in years if other > year), default=None),
        group=years[year],
        films=film_list(queries, source, pairs),
        chart=ratings_chart(source.counts_of_ratings(queries, pairs), source.narrowed(pairs)),
    )


def _decade(queries: MacroQueries, text: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay películas de la década de {text}."
    decade = whole_number(text, missing) // 10 * 10
    years = [row["release_year"] for row in queries.rows("list_years") if decade <= row["release_year"] <= decade + 9]
    if not years:
        raise NoSuchPageError(missing)
    fixed = [("release_year__gte", str(decade)), ("release_year__lte", str(decade + 9))]
    source = FilmSource(f"/decada/{decade}", "list_movies", fixed=fixed)
    return data_page(
        queries,
        "decade.html",
        canonical=source.address,
        decade=decade,
        years=sorted(years),
        films=film_list(queries, source, pairs),
        chart=ratings_chart(source.counts_of_ratings(queries, pairs), source.narrowed(pairs)),
    )


def _all(queries: MacroQueries, pairs: Pairs) -> Response[str]:
    source = FilmSource("/peliculas", "list_movies")
    chart = years_chart(source.counts_of_years(queries, pairs), source.narrowed(pairs))
    return data_page(queries, "films.html", canonical=source.address, films=film_list(queries, source, pairs), chart=chart)
