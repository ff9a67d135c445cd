"""From a template and what it shows to a response."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from litestar import MediaType, Response

from service.web.pages import spanish
from service.web.pages.names import GENRES, NAME_FILTERS, reason
from service.web.static_files import STATIC_ADDRESS

POSTERS = "https://image.tmdb.org"
"""The only other host that a page asks for anything: pictures."""

LISTED = {
    "/peliculas": "Películas",
    "/persona": "Personas",
    "/saga": "Sagas",
    "/productora": "Productoras",
    "/genero": "Géneros",
    "/pais": "Países",
    "/idioma": "Idiomas",
    "/decada": "Décadas",
    "/palabra": "Palabras clave",
}
"""The lists that stand at the foot of every page: their addresses, and what they are called."""

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data: {POSTERS}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
"""A page runs the scripts of this service only, whatever texts of the raw files it shows."""


def page(
    template: str,
    *,
    root_path: str,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    **context: object,
) -> Response[str]:
    """Make a page.

    Args:
        template: The name of a file in ``service/web/templates``.
        root_path: The path under which the service stands, with which all addresses in the page begin.
        status: The HTTP status code.
        headers: More headers.
        context: What the template shows, by the names that it uses.
    """
    html = _TEMPLATES.get_template(template).render(context, root_path=root_path)
    return Response(html, status_code=status, headers={**_HEADERS, **(headers or {})}, media_type=MediaType.HTML)


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["static"] = pass_context(lambda context, name: f"{context['root_path']}{STATIC_ADDRESS}/{name}")
    templates.globals["posters"] = POSTERS
    templates.globals["listed"] = LISTED
    templates.globals["genre_names"] = GENRES
    templates.filters |= {
        "number": spanish.number,
        "counted": spanish.counted,
        "money": spanish.money,
        "short_money": spanish.short_money,
        "percent": spanish.percent,
        "day": spanish.day,
        "moment": spanish.moment,
        "duration": spanish.duration,
        "character": spanish.character,
        "note": spanish.note,
        "reason": reason,
        **NAME_FILTERS,
    }
    return templates


_TEMPLATES = _templates()
