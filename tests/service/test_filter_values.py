"""Filters of the real lists: an empty list is without a value, and an unknown name of a vocabulary gets near names."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import httpx
import pytest

import sql
from service.endpoints.endpoint import Endpoint, read_endpoints
from tests.service.problem_answers import problem

LISTS = [endpoint for endpoint in read_endpoints(sql.ROOT) if endpoint.list_shape]
LIST_COLUMNS = [
    (endpoint, name) for endpoint in LISTS for name, column in endpoint.columns.items() if column.is_list and column.value_type
]
NAMED_COLUMNS = [(endpoint, name) for endpoint in LISTS for name, column in endpoint.columns.items() if column.info.vocabulary]

UNKNOWN = "Zzyzx qqq"


def ids(columns: list[tuple[Endpoint, str]]) -> list[str]:
    return [f"{endpoint.name}.{name}" for endpoint, name in columns]


@pytest.fixture(scope="module")
def service(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., AbstractContextManager[httpx.Client]]
) -> Iterator[httpx.Client]:
    """The service over the warehouse of the hand-made catalogue."""
    with serve(Path(copy(warehouse, tmp_path_factory.mktemp("lists") / "films.duckdb")), sql.ROOT) as client:
        yield client


def asked(service: httpx.Client, endpoint: Endpoint, query: str) -> httpx.Response:
    example = endpoint.example(endpoint.header.path)
    return service.get(f"{example}{'&' if '?' in example else '?'}{query}")


@pytest.mark.parametrize(("endpoint", "name"), LIST_COLUMNS, ids=ids(LIST_COLUMNS))
def test_an_empty_list_is_without_a_value(service: httpx.Client, endpoint: Endpoint, name: str) -> None:
    limit = "limit=1000&total=true&fields=" + name
    rows: list[dict[str, Any]] = asked(service, endpoint, limit).json()["items"]
    without = sum(not row[name] for row in rows)
    assert asked(service, endpoint, f"{limit}&{name}__isnull=true").json()["total"] == without
    assert asked(service, endpoint, f"{limit}&{name}__isnull=false").json()["total"] == len(rows) - without


def test_some_film_has_no_genre(service: httpx.Client) -> None:
    assert service.get("/movies?genres__isnull=true&total=true").json()["total"] > 0


@pytest.mark.parametrize(("endpoint", "name"), NAMED_COLUMNS, ids=ids(NAMED_COLUMNS))
def test_an_unknown_name_is_told(service: httpx.Client, endpoint: Endpoint, name: str) -> None:
    parameter = f"{name}__contains" if endpoint.columns[name].is_list else name
    body = problem(asked(service, endpoint, f"{parameter}={UNKNOWN}"))
    assert (body["status"], body["parameter"]) == (404, parameter)
    assert UNKNOWN in str(body["detail"])


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("/movies?genres__contains=Comdy", "Comedy"),
        ("/movies?genres__contains=Animatoon", "Animation"),
        ("/movies?title=Toy Stroy", "Toy Story"),
        ("/movies?title__in=Toy Stroy,Haet", "Toy Story"),
        ("/movies?format=csv&directors__contains=Jon Lasseter", "John Lasseter"),
        ("/genres?name=Comdy", "Comedy"),
    ],
)
def test_near_names_are_offered(service: httpx.Client, query: str, near: str) -> None:
    body = problem(service.get(query))
    assert body["status"] == 404
    assert near in str(body["suggestions"])


@pytest.mark.parametrize(
    "query", ["genres__contains=comédy&release_year=1800", "title=toy story&release_year=1800", "title__contains=zzyzx"]
)
def test_a_known_name_that_no_row_has_with_the_rest_gives_an_empty_list(service: httpx.Client, query: str) -> None:
    assert service.get(f"/movies?{query}").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("query", "own"),
    [
        ("genres__contains=Comedia", "genres__contains=Comedy"),
        ("countries__contains=Jap%C3%B3n", "countries__contains=Japan"),
        ("original_language=franc%C3%A9s", "original_language=fr"),
        ("original_language__in=ingl%C3%A9s,ja", "original_language__in=en,ja"),
        ("original_language__ne=ingl%C3%A9s", "original_language__ne=en"),
        ("title=El+padrino", "title=The+Godfather"),
    ],
)
def test_other_names_stand_for_those_in_the_data(service: httpx.Client, query: str, own: str) -> None:
    items = service.get(f"/movies?{query}").json()["items"]
    assert items == service.get(f"/movies?{own}").json()["items"] != []


@pytest.mark.parametrize("column", ["genres", "keywords", "companies", "countries", "languages"])
def test_lists_hold_a_name_however_it_is_written(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    endpoint = next(each for each in read_endpoints(sql.ROOT) if each.name == "list_movies")
    held = endpoint.columns[column]
    names = connection.execute(
        "select name from derived.vocabulary where kind = ? order by name", [held.info.vocabulary]
    ).fetchall()
    folded = f"list_contains(list_transform({column}, lambda element: normalized_column(element)), {held.named})"
    assert held.holding != folded
    holders: set[tuple[int]] = set()
    for name in (*(written for (text,) in names for written in (text, f" {text.upper()}")), "nothing", ""):
        found, wanted = (
            connection.execute(f"select movie_id from listed_films() where {condition} order by movie_id", [name]).fetchall()
            for condition in (held.holding, folded)
        )
        assert found == wanted
        assert not found or name not in {"nothing", ""}
        holders |= {*found}
    assert holders
