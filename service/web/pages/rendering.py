"""From a template and what it shows to a response."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from litestar import MediaType, Response

from service.web.pages import spanish
from service.web.pages.names import GENRES, NAME_FILTERS, SERIES_END, bare_series, reason
from service.web.pages.posters import hue, longest_word
from service.web.pages.translations import translated
from service.web.static_files import STATIC_ADDRESS

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

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:{pictures}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""A page runs scripts of this service only, whatever texts of the raw files it shows, and asks one other host for pictures."""


def page(
    template: str,
    *,
    root_path: str,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    posters: str = "",
    **context: object,
) -> Response[str]:
    """Make a page.

    Args:
        template: The name of a file in ``service/web/templates``.
        root_path: The path under which the service stands, with which all addresses in the page begin.
        status: The HTTP status code.
        headers: More headers.
        posters: What the addresses of posters begin with, if the page shows any.
        context: What the template shows, by the names that it uses.
    """
    html = _TEMPLATES.get_template(template).render(context, root_path=root_path, posters=posters)
    policy = _POLICY.format(pictures=f" {origin(posters)}" if posters else "")
    shown = {"content-security-policy": policy, **(headers or {})}
    return Response(html, status_code=status, headers=shown, media_type=MediaType.HTML)


def origin(address: str) -> str:
    """The scheme, the host and the port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["static"] = pass_context(lambda context, name: f"{context['root_path']}{STATIC_ADDRESS}/{name}")
    templates.globals["listed"] = LISTED
    templates.globals["genre_names"] = GENRES
    templates.globals["series_end"] = SERIES_END
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
        "hue": hue,
        "longest_word": longest_word,
        "reason": reason,
        "series": bare_series,
        "translated": translated,
        **NAME_FILTERS,
    }
    return templates


_TEMPLATES = _templates()
