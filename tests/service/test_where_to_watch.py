"""Where films can be watched, over HTTP: platforms, offers of a film, and films by platform and country."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copy
from typing import Any

import httpx
import pytest

import sql
from tests.service.problem_answers import problem


@pytest.fixture(scope="module")
def service(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., AbstractContextManager[httpx.Client]]
) -> Iterator[httpx.Client]:
    """The service over the warehouse of the hand-made catalogue."""
    with serve(Path(copy(warehouse, tmp_path_factory.mktemp("watching") / "films.duckdb")), sql.ROOT) as client:
        yield client


@pytest.fixture(scope="module")
def bare_service(
    tmdb_5000_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[..., AbstractContextManager[httpx.Client]],
) -> Iterator[httpx.Client]:
    """The service over films of which nobody says where they can be watched."""
    with serve(Path(copy(tmdb_5000_warehouse, tmp_path_factory.mktemp("bare") / "films.duckdb")), sql.ROOT) as client:
        yield client


def items(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize("region", ["AR", "ar"])
def test_the_offers_of_a_film_are_those_of_a_country(service: httpx.Client, region: str) -> None:
    offers = items(service.get(f"/movies/862/watch_providers?region={region}"))
    assert [(offer["region_code"], offer["kind"], offer["provider"]) for offer in offers] == [
        ("AR", "buy", "Apple TV"),
        ("AR", "flatrate", "Disney Plus"),
        ("AR", "rent", "Apple TV"),
    ]


def test_without_a_country_they_are_those_of_all(service: httpx.Client) -> None:
    assert {offer["region_code"] for offer in items(service.get("/movies/862/watch_providers"))} == {"AR", "ES"}


def test_a_film_without_offers_in_a_country_that_has_some_has_an_empty_list(service: httpx.Client) -> None:
    assert items(service.get("/movies/862/watch_providers?region=MX")) == []


def test_platforms_have_the_number_of_their_films(service: httpx.Client) -> None:
    films = {platform["name"]: platform["films"] for platform in items(service.get("/providers"))}
    assert films == {"Apple TV": 2, "Disney Plus": 2, "Netflix": 1, "Cine Ñandú": 1, "NETFLIX": 1}
    here = {platform["name"]: platform["films"] for platform in items(service.get("/providers?region=ES"))}
    assert here == {"Apple TV": 1, "Disney Plus": 1, "Cine Ñandú": 1}


@pytest.mark.parametrize(
    ("query", "films"),
    [
        ("provider=Disney%20Plus", {862, 863}),
        ("provider=disney%20plus&region=ES", {862}),
        ("provider=337&region=es", {862}),
        ("provider=netflix", {238, 949}),
        ("provider=netflix&region=MX", {949}),
        ("provider=cine%20nandu", {240}),
        ("region=ES", {862, 238, 240}),
        ("region=ES&release_year__lt=1980", {238, 240}),
        ("provider=8&region=ES", set()),
    ],
)
def test_films_are_those_of_a_platform_and_a_country(service: httpx.Client, query: str, films: set[int]) -> None:
    answer = service.get(f"/movies?{query}&fields=movie_id&total=true&limit=1000")
    assert {film["movie_id"] for film in items(answer)} == films
    assert answer.json()["total"] == len(films)


@pytest.mark.parametrize("address", ["/movies/862/similar?", "/recommendations?likes=862&"])
@pytest.mark.parametrize(
    ("query", "films"),
    [
        ("provider=netflix", {238, 949}),
        ("provider=NETFLIX&region=ar", {238}),
        ("provider=337", {863}),
        ("region=ES", {238, 240}),
        ("region=AR&genre=Crime", {238, 240}),
        ("region=AR&family=true", {863}),
        ("provider=8&region=ES", set()),
    ],
)
def test_recommended_films_are_those_of_a_platform_and_a_country(
    service: httpx.Client, address: str, query: str, films: set[int]
) -> None:
    assert {film["movie_id"] for film in items(service.get(f"{address}{query}"))} == films


@pytest.mark.parametrize(
    "address", ["/movies?", "/movies/862/watch_providers?", "/providers?", "/movies/862/similar?", "/recommendations?likes=862&"]
)
def test_an_unknown_country_is_told(service: httpx.Client, address: str) -> None:
    body = problem(service.get(f"{address}region=ARG"))
    assert (body["status"], body["parameter"], body["suggestions"]) == (404, "region", ["AR"])


@pytest.mark.parametrize("address", ["/movies?", "/movies/862/similar?", "/recommendations?likes=862&"])
def test_an_unknown_platform_is_told_with_what_is_named_like_it(service: httpx.Client, address: str) -> None:
    body = problem(service.get(f"{address}provider=Disnei%20Plus"))
    assert (body["status"], body["parameter"], body["suggestions"]) == (404, "provider", ["Disney Plus"])


def test_where_the_data_say_nothing_of_it_that_is_told(bare_service: httpx.Client) -> None:
    assert items(bare_service.get("/movies/862/watch_providers")) == items(bare_service.get("/providers")) == []
    detail = str(problem(bare_service.get("/movies?provider=Netflix"))["detail"])
    assert detail.endswith("The data of this warehouse hold no provider at all.")


def test_titles_are_of_all_kinds(service: httpx.Client) -> None:
    titles = items(service.get("/movies/862/titles?language_code=es&sort=title"))
    assert [(title["title"], title["kind"], title["region_code"]) for title in titles] == [
        ("Juguetes", "translated", "ES"),
        ("Juguetes en la repisa", "translated", "MX"),
    ]
    kinds = {title["kind"] for title in items(service.get("/movies/862/titles"))}
    assert kinds == {"original", "translated", "alternative"}


def test_age_ratings_are_country_by_country(service: httpx.Client) -> None:
    ratings = items(service.get("/movies/862/certifications?region_code=ES"))
    assert [(rating["certification"], rating["release_type"]) for rating in ratings] == [("APTA", 3), ("APTA", 5)]


@pytest.mark.parametrize("below", ["titles", "watch_providers", "certifications"])
def test_what_is_below_no_film_is_not_found(service: httpx.Client, below: str) -> None:
    assert problem(service.get(f"/movies/999999/{below}"))["status"] == 404
