"""``/persona/{id}``: somebody in the cast or the crew, and the films."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.web.pages.charts import years_chart
from service.web.pages.film_lists import FilmSource, film_list
from service.web.pages.macro_queries import MacroQueries, Pairs
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.problems import whole_number
from service.web.pages.rendering import page

_CREDITS = ("movie_id", "title", "release_year", "vote_average", "vote_count", "characters", "jobs")


def person_route(context: PageContext) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/persona/{key:str}", include_in_schema=False)
    async def person_page(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await context.ask(request, lambda queries: _person(queries, key, pairs))

    return person_page


def _person(queries: MacroQueries, key: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay ninguna persona con el id {key}."
    person_id = whole_number(key, missing)
    person = queries.object("person", missing, person=person_id)
    source = FilmSource(f"/persona/{person_id}", "person_movies", {"person": person_id}, columns=_CREDITS)
    films = film_list(queries, source, pairs)
    posters = queries.films((film["movie_id"] for film in films.films), ["poster_path"])
    for film in films.films:
        film["poster_path"] = posters[film["movie_id"]]["poster_path"]
    chart = years_chart(source.counts_of_years(queries, pairs), source.narrowed(pairs))
    return page("person.html", root_path=queries.root_path, person=person, films=films, chart=chart)
