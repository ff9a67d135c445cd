"""``/persona/{id}``: somebody in the cast or the crew, and the films."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.web.pages.asking import Asking, Pairs
from service.web.pages.charts import years_chart
from service.web.pages.film_lists import FilmSource, film_list
from service.web.pages.problems import whole_number
from service.web.pages.rendering import page
from service.web.pages.visits import AnyRequest, Visits, query_pairs

_CREDITS = ("movie_id", "title", "release_year", "vote_average", "vote_count", "characters", "jobs")


def person_route(visits: Visits) -> HTTPRouteHandler:
    """Make the route of the page."""

    @get("/persona/{key:str}", include_in_schema=False)
    async def person_page(request: AnyRequest, key: FromPath[str]) -> Response[str]:
        pairs = query_pairs(request)
        return await visits.ask(request, lambda asking: _person(asking, key, pairs))

    return person_page


def _person(asking: Asking, key: str, pairs: Pairs) -> Response[str]:
    missing = f"No hay ninguna persona con el id {key}."
    person_id = whole_number(key, missing)
    person = asking.object("person", missing, person=person_id)
    source = FilmSource(f"/persona/{person_id}", "person_movies", {"person": person_id}, columns=_CREDITS, sort="-release_date")
    films = film_list(asking, source, pairs)
    posters = asking.films((film["movie_id"] for film in films.films), ["poster_path"])
    for film in films.films:
        film["poster_path"] = posters[film["movie_id"]]["poster_path"]
    chart = years_chart(source.counts_of_years(asking, pairs))
    return page("person.html", root_path=asking.root_path, person=person, films=films, chart=chart)
