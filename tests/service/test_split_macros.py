"""An endpoint whose macro is made of others: a request is answered by the one that it needs, and alike."""

import re
from typing import Any

import duckdb
import httpx
import pytest

import sql
from service.endpoints.endpoint import Endpoint, read_endpoints
from tests.sql.asking import asked


@pytest.fixture(scope="module")
def similar() -> Endpoint:
    """The endpoint of similar films."""
    [endpoint] = [endpoint for endpoint in read_endpoints(sql.ROOT) if endpoint.name == "similar_movies"]
    return endpoint


@pytest.mark.parametrize(
    ("arguments", "macro"),
    [
        ({"film": 862}, "similar_built"),
        ({"film": 862, "n": 10}, "similar_built"),
        ({"film": 862, "n": 11}, "similar_neighbours"),
        ({"film": 862, "n": 50}, "similar_neighbours"),
        ({"film": 862, "n": 51}, "similar_live"),
        ({"film": 862, "genre": "Comedy"}, "similar_live"),
        ({"film": 862, "n": 5, "family": True}, "similar_live"),
        ({"film": 862, "diversity": 0.5, "family": False}, "similar_live"),
        ({"film": 862, "diversity": 0.0, "exclude_collection": False}, "similar_movies"),
        ({"film": 862, "n": 50, "diversity": 0.0}, "similar_movies"),
        ({"film": 862, "n": 51, "diversity": 0.0}, "similar_live"),
    ],
)
def test_a_request_is_answered_by_the_macro_that_it_needs(similar: Endpoint, arguments: dict[str, Any], macro: str) -> None:
    assert similar.macro(arguments) == macro


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"n": 10},
        {"n": 11},
        {"n": 50},
        {"n": 51},
        {"n": 3, "genre": "comedy"},
        {"diversity": 0.5},
        {"family": False},
        {"from_year": 1995},
    ],
)
def test_the_shell_gives_the_same_rows(
    served: httpx.Client, connection: duckdb.DuckDBPyConnection, query: dict[str, Any]
) -> None:
    for film in (862, 949, 238):
        rows = served.get(f"/movies/{film}/similar", params=query).json()["items"]
        assert rows == asked(connection, "similar_movies", film, **query)


def _tables(connection: duckdb.DuckDBPyConnection, question: str) -> set[str]:
    """The tables that the plan of a question reads."""
    [(_, plan)] = connection.execute(f"explain (format json) {question}").fetchall()
    return set(re.findall(r'"Table": ".*?(\w+)"', plan))


def test_what_was_built_is_planned_without_what_is_scored_live(connection: duckdb.DuckDBPyConnection) -> None:
    macros = ("similar_built", "similar_neighbours", "similar_live")
    built, neighbours, live = (_tables(connection, f"from {macro}(862)") for macro in macros)
    assert built == {"recommendations"}
    assert "neighbours" in neighbours - live
    assert {"movie_features", "likes"} <= live - neighbours


def test_what_was_built_with_all_that_is_told_is_what_its_neighbours_give(connection: duckdb.DuckDBPyConnection) -> None:
    films = [film for (film,) in connection.execute("select movie_id from movies").fetchall()]
    given = [[asked(connection, macro, film) for film in films] for macro in ("similar_built", "similar_neighbours")]
    assert given[0] == given[1]
    assert {len(rows) for rows in given[0]} >= {10}
