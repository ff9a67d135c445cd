"""The questions of the benchmark: addresses with values spread evenly over the names and ids that there are."""

from collections.abc import Iterable
from urllib.parse import quote

import duckdb

from service.endpoints.endpoint import Endpoint

VARIED_VALUES = 200
"""Addresses for each question."""

_IDS = {
    "film": "select m.movie_id from movies as m order by m.movie_id",
    "person": "select p.person_id from people as p order by p.person_id",
    "company": "select c.company_id from companies as c order by c.company_id",
    "collection": "select c.collection_id from collections as c order by c.collection_id",
}


def addresses(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint) -> list[str]:
    """Up to 200 addresses of an endpoint with different values; the example alone if nothing is known of its values."""
    path = endpoint.header.path
    if endpoint.name == "recommended_movies":
        known = spread(connection, "select m.movie_id from movies as m order by m.vote_count desc, m.movie_id limit 2000")
        liked = ["&".join(f"likes=id:{film}" for film in (known + known)[start : start + 5]) for start in range(len(known))]
        return [f"{path}?{films}&from_year=1980&min_votes=50" for films in liked]
    if endpoint.name == "search":
        known = spread(connection, "select m.title from movies as m where m.vote_count > 20 order by m.movie_id")
        return [f"{path}?q={quote(title[: 4 + number % 12])}" for number, title in enumerate(known)]
    for parameter in endpoint.parameters:
        place = f"{{{parameter.name}}}"
        if place not in path:
            continue
        if parameter.header.vocabulary:
            question = "select v.name from derived.vocabulary as v where v.kind = ? order by v.name_key, v.name"
            return _filled(path, place, spread(connection, question, parameter.header.vocabulary))
        if parameter.name in _IDS:
            return _filled(path, place, spread(connection, _IDS[parameter.name]))
    return [endpoint.example(path)]


def spread(connection: duckdb.DuckDBPyConnection, question: str, *values: object) -> list[str]:
    """Values of one column, as many as are wanted, evenly taken from all that a question gives."""
    found = [str(value) for (value,) in connection.execute(question, values).fetchall()]
    return found[:: max(1, len(found) // VARIED_VALUES)][:VARIED_VALUES]


def _filled(path: str, place: str, values: Iterable[str]) -> list[str]:
    return [path.replace(place, quote(value, safe="")) for value in values]
