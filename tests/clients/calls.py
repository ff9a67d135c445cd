"""Five calls with a client that openapi-python-client makes of the document."""

import json
import sys

from filmoteca_client import Client
from filmoteca_client.api.brief import peliculas_mes
from filmoteca_client.api.movies import list_movies, movie
from filmoteca_client.api.people import person
from filmoteca_client.api.recommendations import similar_movies
from filmoteca_client.models import (
    ListMoviesFieldsItem,
    Movie,
    MovieIncludeItem,
    MoviesPage,
    PeliculasMes,
    Problem,
    SimilarMoviesPage,
)
from filmoteca_client.types import Unset

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)

film = movie.sync(862, client=client, include=[MovieIncludeItem.CAST, MovieIncludeItem.SIMILAR])
films = list_movies.sync(
    client=client,
    movie_id_in=[862, 863],
    release_year_gte=1990,
    sort=["-title"],
    fields=[ListMoviesFieldsItem.MOVIE_ID, ListMoviesFieldsItem.TITLE],
)
month = peliculas_mes.sync("enero", client=client)
similar = similar_movies.sync(862, client=client, n=1, from_year=1990)
missing = person.sync(-1, client=client)

assert isinstance(film, Movie)
assert isinstance(films, MoviesPage)
assert isinstance(month, PeliculasMes)
assert isinstance(similar, SimilarMoviesPage)
assert isinstance(missing, Problem)

title: str | Unset = film.title
cast = film.included.cast if film.included else None
lead: str | Unset | None = cast.items[0].name if cast else None
directors: list[str] | Unset = similar.items[0].directors

answers = [title, lead, [each.title for each in films.items], month.cantidad, directors, missing.status]
sys.stdout.write(json.dumps(answers))
