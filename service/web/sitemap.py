"""``/robots.txt`` and ``/sitemap.xml``: which pages search engines are to find, and ``/favicon.ico``."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.answers.statements import Statement
from service.middleware.access import PUBLIC
from service.web.pages.index_pages import INDEX_PAGES
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.page_context import AnyRequest, PageContext

PART = 50_000
"""How many addresses a part of a site map may have."""

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

_KINDS = {
    "peliculas": ("/pelicula", "list_movies", "movie_id"),
    "anios": ("/anio", "list_years", "release_year"),
    **{page.path[1:]: (page.path, page.macro, page.key) for page in INDEX_PAGES if page.macro != "list_years"},
}
"""Pages of which there are many: where they are, the macro of their list, and the column that their addresses end with."""

_SINGLE = ("/", "/peliculas", "/explorar", "/gustos", "/consulta", "/data-quality", *(page.path for page in INDEX_PAGES))

_NOT_FOR_ROBOTS = ("/azar", "/buscar?", "/gustos?", "/consulta?", "/sql", "/*cursor=")
"""What is made for those who ask, without end, or not for reading."""

_ICON = Path(__file__).parent / "static" / "icon.svg"


def sitemap_routes(context: PageContext) -> list[HTTPRouteHandler]:
    """Make the routes. Addresses in these answers begin with the host that was asked, so no cache of the service keeps them."""

    @get("/robots.txt", include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
    def robots(request: AnyRequest) -> Response[str]:
        root_path = request.scope["root_path"]
        lines = [f"Disallow: {root_path}{path}" for path in _NOT_FOR_ROBOTS]
        text = "\n".join(["User-agent: *", *lines, f"Sitemap: {_site(request)}/sitemap.xml", ""])
        return Response(text, media_type="text/plain")

    @get("/sitemap.xml", include_in_schema=False)
    async def sitemap(request: AnyRequest) -> Response[str]:
        names = await context.ask(request, lambda queries: list(_parts(queries)))
        site = _site(request)
        listed = "".join(f"<sitemap><loc>{escape(f'{site}/sitemap/{name}')}</loc></sitemap>" for name in names)
        return _xml(f"<sitemapindex {_NAMESPACE}>{listed}</sitemapindex>")

    @get("/sitemap/{name:str}", include_in_schema=False)
    async def sitemap_part(request: AnyRequest, name: FromPath[str]) -> Response[str]:
        paths = await context.ask(request, lambda queries: _paths(queries, name))
        site = _site(request)
        listed = "".join(f"<url><loc>{escape(f'{site}{path}')}</loc></url>" for path in paths)
        return _xml(f"<urlset {_NAMESPACE}>{listed}</urlset>")

    @get("/favicon.ico", include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
    def icon() -> Response[bytes]:
        return Response(_ICON.read_bytes(), media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})

    return [robots, sitemap, sitemap_part, icon]


def _site(request: AnyRequest) -> str:
    """The address under which the service was asked."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope['root_path']}"


def _parts(queries: MacroQueries) -> Iterator[str]:
    yield "paginas.xml"
    for kind, (_, macro, _) in _KINDS.items():
        for number in range(-(-queries.count(macro) // PART)):
            yield f"{kind}-{number + 1}.xml"


def _paths(queries: MacroQueries, name: str) -> list[str]:
    """The paths of the pages that a part of the map has.

    Raises:
        NotFoundException: There is no such part.
    """
    if name not in set(_parts(queries)):
        raise NotFoundException
    if name == "paginas.xml":
        decades = dict.fromkeys(row["release_year"] // 10 * 10 for row in queries.rows("list_years"))
        return [*_SINGLE, *(f"/decada/{decade}" for decade in decades)]
    kind, _, number = name.removesuffix(".xml").rpartition("-")
    path, macro, key = _KINDS[kind]
    statement = Statement(
        f"select {key} as key from {macro}() order by {key} limit ? offset ?",
        [PART, PART * (int(number) - 1)],
    )
    return [f"{path}/{row['key']}" for row in queries.answer(statement)]


def _xml(text: str) -> Response[str]:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', media_type="application/xml")
