"""``/gustos/importar``: recommendations for an export of another site, of which nothing is kept."""

from http import HTTPStatus
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from service.api.exports import Export, ExportError, read_export
from service.api.imports import imported, sent_export
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.taste_filters import Filters, filter_arguments, filter_choices, fit_filters

_SHOWN = 24
_HELPED = 12
_NEAR = 3

_SITES = {"letterboxd": "Letterboxd", "imdb": "IMDb", "movielens": "MovieLens"}

FAULTS = {
    "missing": "No ha llegado ninguna lista. Elija un archivo o pegue su texto.",
    "encoding": "El archivo no es texto en UTF-8. Envíelo tal como se descargó, sin pasarlo por una hoja de cálculo.",
    "csv": "El archivo no es un CSV como el que se descarga; quizá falte una comilla o esté cortado. Descárguelo otra vez.",
    "layout": "La primera línea no es la de una lista de Letterboxd, IMDb o MovieLens. Envíe ratings.csv, diary.csv o watched.csv"
    " de Letterboxd, o las valoraciones de IMDb o de MovieLens, con su primera línea.",
    "empty": "La lista no tiene ninguna película: solo ha llegado su primera línea.",
    "too_many": "La lista tiene {records} películas y caben {most}. Quite algunas y envíela otra vez.",
    "width": "La línea {line} tiene {found} valores y la primera, {wanted}. Corrija esa línea o descargue la lista otra vez.",
    "users": "La lista tiene valoraciones de varias personas. Envíe solo las de una.",
    "rating": "La línea {line} tiene la nota «{rating}», y aquí la más alta es {best}. Corrija esa línea.",
}
"""What can be wrong with an export, in Spanish, by the faults of ``service/api/exports.py``."""


def import_routes(context: PageContext) -> list[HTTPRouteHandler]:
    """Make the routes of the page: the forms, and what becomes of a list that they send."""

    @get("/gustos/importar", include_in_schema=False)
    async def import_form(request: AnyRequest) -> Response[str]:
        filters = fit_filters(query_pairs(request))
        return await context.ask(request, lambda queries: _page(queries, filters))

    @post("/gustos/importar", include_in_schema=False, status_code=HTTPStatus.OK)
    async def import_page(request: AnyRequest) -> Response[str]:
        filters = await _sent_filters(request)
        try:
            sent = await sent_export(request)
            export = read_export(sent)
        except ExportError as error:
            fault = FAULTS[error.fault].format_map({name: _told(value) for name, value in error.values.items()})
            return await context.ask(request, lambda queries: _page(queries, filters, fault=fault))
        return await context.ask(request, lambda queries: _page(queries, filters, found=_found(queries, export, filters, sent)))

    return [import_form, import_page]


async def _sent_filters(request: AnyRequest) -> Filters:
    """What the recommendations must fit; a list that is sent alone, in no form, has nothing with it."""
    fields = (await request.form()).multi_items() if request.content_type[0].startswith("multipart/") else []
    return fit_filters((name, value) for name, value in fields if isinstance(value, str) and value.strip())


def _page(
    queries: MacroQueries, filters: Filters, *, found: dict[str, Any] | None = None, fault: str | None = None
) -> Response[str]:
    return data_page(
        queries,
        "import.html",
        status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        headers={"cache-control": "no-store"},
        filters=filters,
        choices=filter_choices(queries),
        found=found,
        fault=fault,
    )


def _found(queries: MacroQueries, export: Export, filters: Filters, sent: bytes) -> dict[str, Any]:
    """What was made of an export; its text goes back, so that the form can send it again with other filters."""
    result = queries.job(lambda cursor: imported(cursor, export, _SHOWN, filter_arguments(filters)))
    films = queries.films((film.movie_id for film in result.items), CARD)
    return {
        "site": _SITES[result.source],
        "text": sent.decode("utf-8-sig"),
        "liked": [film for film in result.understood if film.is_liked],
        "seen": [film for film in result.understood if not film.is_liked],
        "unmatched": [
            {
                "line": film.line,
                "title": film.title or None,
                "year": film.year or None,
                "near": _near(queries, film.title) if film.title and number < _HELPED else [],
            }
            for number, film in enumerate(result.unmatched)
        ],
        "recommended": [{**films[film.movie_id], "motivo": film.motivo} for film in result.items],
    }


def _near(queries: MacroQueries, title: str) -> list[Row]:
    return queries.rows("search", q=title, type="movie")[:_NEAR]


def _told(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
