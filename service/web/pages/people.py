"""``/persona/{id}``: somebody in the cast or the crew, and the films."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.web.pages.charts import years_chart
from service.web.pages.data_page import data_page
from service.web.pages.film_lists import FilmSource, film_list
from service.web.pages.macro_queries import MacroQueries, Pairs
from service.web.pages.page_context import AnyRequest, PageContext, query_pairs
from service.web.pages.problems import whole_number
from service.web.pages.structured_data import person_data

_CREDITS = ("movie_id", "title", "release_year", "vote_average", "vote_count", "characters", "jobs")
_OF_CARDS = ("genres", "poster_path")


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
    known = queries.films((film["movie_id"] for film in films.films), _OF_CARDS)
    for film in films.films:
        film.update(known[film["movie_id"]])
    chart = years_chart(source.counts_of_years(queries, pairs), source.narrowed(pairs))
    return data_page(
        queries,
        "person.html",
        canonical=source.address,
        picture=f"{queries.posters}/w500{person['profile_path']}" if person["profile_path"] else "",
        structured=person_data(person, queries.root_path, queries.posters),
        person=person,
        films=films,
        chart=chart,
    )
