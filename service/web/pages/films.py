"""``/pelicula/{id}``: all that there is to say of a film; ``?region=AR`` chooses the country of where to watch it.

``/pelicula/{id}/reparto`` has everybody in it.
"""

from itertools import groupby

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.answers.statements import Statement
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import CARD
from service.web.pages.macro_queries import MacroQueries, Row
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.problems import whole_number
from service.web.pages.structured_data import movie_data
from service.web.pages.watching import watching

_CAST_SHOWN = 12
_SERIES_SHOWN = 100
_FOLLOWING_SHOWN = 4
_TITLES_SHOWN = 3

_MAKERS = {
    "Guion": ("Screenplay", "Writer", "Author"),
    "Historia original": ("Novel", "Story", "Characters"),
    "Fotografía": ("Director of Photography",),
    "Música": ("Original Music Composer", "Music"),
    "Montaje": ("Editor",),
}
"""The people who are named besides directors and cast: what they did, and the jobs that it is in the data."""

_DEPARTMENTS = ("Directing", "Writing", "Production", "Camera", "Editing", "Sound", "Art", "Costume & Make-Up", "Visual Effects")
"""The order of the departments of a crew; others come after these."""


def film_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/pelicula/{key:str}", include_in_schema=False)
    async def film_page(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        region = dict(query_pairs(request)).get("region")
        return await context.ask(request, lambda queries: _film(queries, key, region))

    return film_page


def cast_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page of everybody in a film."""

    @get("/pelicula/{key:str}/reparto", include_in_schema=False)
    async def cast_page(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        return await context.ask(request, lambda queries: _cast(queries, key))

    return cast_page


def _asked_film(queries: MacroQueries, key: str) -> Row:
    missing = f"No hay ninguna película con el id {key}."
    return queries.object("movie", missing, film=whole_number(key, missing))


def _cast(queries: MacroQueries, key: str) -> Response[str]:
    film = _asked_film(queries, key)
    crew = sorted(queries.rows("movie_crew", film=film["movie_id"]), key=_department)
    return data_page(
        queries,
        "cast.html",
        canonical=f"/pelicula/{film['movie_id']}/reparto",
        film=film,
        cast=queries.rows("movie_cast", film=film["movie_id"]),
        crew=[(name, list(members)) for name, members in groupby(crew, key=lambda member: member["department"] or "Crew")],
    )


def _department(member: Row) -> tuple[int, str]:
    """What puts departments in their order; within one, the macro's order holds."""
    name = member["department"] or "Crew"
    return (_DEPARTMENTS.index(name) if name in _DEPARTMENTS else len(_DEPARTMENTS), name)


def _film(queries: MacroQueries, key: str, region: str | None) -> Response[str]:
    film = _asked_film(queries, key)
    film_id = film["movie_id"]
    return data_page(
        queries,
        "film.html",
        canonical=f"/pelicula/{film_id}",
        picture=f"{queries.posters}/w500{film['poster_path']}" if film["poster_path"] else "",
        structured=movie_data(film, queries.root_path, queries.posters),
        film=film,
        spanish_titles=_spanish_titles(queries, film),
        cast=queries.part("movie_cast", [("limit", str(_CAST_SHOWN))], film=film_id),
        makers=_makers(queries.rows("movie_crew", film=film_id)),
        series=_series(queries, film),
        following=_following(queries, film_id),
        recommended=_recommended(queries, film_id),
        watching=watching(queries, film_id, region),
    )


def _spanish_titles(queries: MacroQueries, film: Row) -> list[str]:
    """The other titles of a film in Spanish, that of Spain first."""
    rows = [row for row in queries.rows("titles_of_movie", film=film["movie_id"]) if row["language_code"] == "es"]
    titles = dict.fromkeys(row["title"] for row in sorted(rows, key=lambda row: row["region_code"] != "ES"))
    return [title for title in titles if title != film["title"]][:_TITLES_SHOWN]


def _makers(crew: list[Row]) -> dict[str, list[Row]]:
    """Who did what, each person once for what they did, in the order of the names."""
    made = {}
    for what, jobs in _MAKERS.items():
        people = {member["person_id"]: member for member in crew if member["job"] in jobs}
        if people:
            made[what] = sorted(people.values(), key=lambda member: (member["name"], member["person_id"]))
    return made


def _series(queries: MacroQueries, film: Row) -> list[Row]:
    if not film["collection"]:
        return []
    collection = film["collection"]["collection_id"]
    return queries.part("collection_movies", [("limit", str(_SERIES_SHOWN))], CARD, collection=collection).rows


def _following(queries: MacroQueries, film_id: int) -> list[Row]:
    """How to go on with the series."""
    found = queries.rows("next_in_series", film=film_id)[:_FOLLOWING_SHOWN]
    films = queries.films((row["movie_id"] for row in found), CARD)
    return [{**films[row["movie_id"]], "is_earlier": row["is_earlier"]} for row in found]


def _recommended(queries: MacroQueries, film_id: int) -> list[Row]:
    found = queries.answer(Statement("from recommended_after(?)", [film_id]))
    films = queries.films((row["movie_id"] for row in found), CARD)
    return [{**films[row["movie_id"]], "motivo": row["motivo"]} for row in found]
