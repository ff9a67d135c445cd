"""The numbers that pages tell are those that plain Python works out of the same raw files, and are called what they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from math import fsum
from pathlib import Path

import httpx
import pytest

import sql
from tests.sql.plain_answers import Film, PlainCatalogue
from tests.sql.plain_groups import Credits, groups, people, totals

Serve = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def plain(made_up_folder: Path) -> PlainCatalogue:
    """The films of the made-up catalogue as plain Python reads them."""
    return PlainCatalogue(made_up_folder / "raw")


@pytest.fixture(scope="module")
def client(serve: Serve, made_up_folder: Path) -> Iterator[httpx.Client]:
    """The service over their warehouse."""
    with serve(made_up_folder / "warehouse.duckdb", sql.ROOT) as client:
        yield client


def told(client: httpx.Client, address: str) -> str:
    """The text of a page with plain spaces, run together."""
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])).split())


def spaced(number: float, decimals: int = 0) -> str:
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",")


def counted(number: int, one: str, many: str) -> str:
    return f"{spaced(number)} {one if number == 1 else many}"


def film(plain: PlainCatalogue, fits: Callable[[Film], bool]) -> Film:
    """The first film that fits."""
    return next(film for film in plain.films.values() if fits(film))


def test_a_mean_vote_of_0_is_told_as_one(client: httpx.Client, plain: PlainCatalogue) -> None:
    voted = film(plain, lambda film: film.average == 0 and (film.votes or 0) > 1)
    assert f"Nota media 0,0 {voted.votes} votos" in told(client, f"/pelicula/{voted.id}")
    assert f"{voted.released.year} · nota 0,0" in told(client, f"/anio/{voted.released.year}?title={voted.title}")


def test_what_is_not_known_of_votes_is_not_told_as_none(client: httpx.Client, plain: PlainCatalogue) -> None:
    unrated = film(plain, lambda film: film.average is None and (film.votes or 0) > 1)
    assert f"Nota media sin datos {unrated.votes} votos" in told(client, f"/pelicula/{unrated.id}")
    unvoted = film(plain, lambda film: film.votes == 0)
    assert "Nota media sin datos nadie la ha votado" in told(client, f"/pelicula/{unvoted.id}")
    unknown = film(plain, lambda film: film.votes is None)
    assert "Nota media sin datos Presupuesto" in told(client, f"/pelicula/{unknown.id}")


@pytest.mark.parametrize("length", [1, 10])
def test_charts_of_ratings_count_every_film_with_a_mean_vote(client: httpx.Client, plain: PlainCatalogue, length: int) -> None:
    rated = [film for film in plain.films.values() if film.votes and film.average is not None]
    first = film(plain, lambda film: film.average == 0 and (film.votes or 0) > 1).released.year // length * length
    steps = Counter(min(int((film.average or 0) * 2), 19) for film in rated if first <= film.released.year < first + length)
    address = f"/anio/{first}" if length == 1 else f"/decada/{first}"
    answer = client.get(address, headers={"accept": "text/html"})
    labels = re.findall(r"<title>De ([\d,]+) a (?:menos de )?[\d,]+: ([\d\u202f]+)", answer.text)
    assert steps[0] > 0
    assert {float(low.replace(",", ".")): int(films.replace("\u202f", "")) for low, films in labels} == {
        step / 2: films for step, films in steps.items()
    }


@pytest.mark.parametrize(("role", "heading"), [("acted", "En el reparto"), ("directed", "En la dirección")])
def test_the_mean_return_of_a_person_says_which_films_it_counts(
    client: httpx.Client, plain: PlainCatalogue, role: str, heading: str
) -> None:
    def films_of(credit: Credits) -> list[Film]:
        return [*getattr(credit, role)]

    def with_money(credit: Credits) -> list[Film]:
        return [film for film in films_of(credit) if film.budget and film.revenue]

    person, credit = max(
        people(plain).items(), key=lambda one: (0 < len(with_money(one[1])) < len(films_of(one[1])), len(films_of(one[1])))
    )
    known, films = with_money(credit), films_of(credit)
    assert 1 < len(known) < len(films)
    mean = fsum(film.gain for film in known) / len(known)
    assert (
        f"{heading} {len(films)} películas ; retorno medio × {spaced(mean, 1)} en "
        f"{counted(len(known), 'película', 'películas')} de presupuesto e ingresos conocidos"
    ).replace(" ;", ";") in told(client, f"/persona/{person}").replace(" ;", ";")
    poor = next((key for key, other in people(plain).items() if films_of(other) and not with_money(other)), None)
    assert poor is not None
    assert "retorno desconocido" in told(client, f"/persona/{poor}")


@pytest.mark.parametrize(
    ("kind", "address"), [("genre", "/genero"), ("company", "/productora"), ("country", "/pais"), ("collection", "/saga")]
)
def test_totals_of_a_group(client: httpx.Client, plain: PlainCatalogue, kind: str, address: str) -> None:
    all_totals = {key: totals(films) for key, films in groups(plain, kind).items()}
    key, found = max(
        all_totals.items(), key=lambda group: (0 < group[1]["films_with_money"] < group[1]["films"], group[1]["films"])
    )
    text = told(client, f"{address}/{key}")
    assert f"Películas {spaced(found['films'])} " in text
    assert f"Nota media {spaced(found['vote_average'], 1)} {counted(found['vote_count'], 'voto', 'votos')}" in text
    assert (
        f"Retorno × {spaced(found['return'], 1)} de "
        f"{counted(found['films_with_money'], 'película con ambas cifras', 'películas con ambas cifras')}"
    ) in text
    assert found["films_with_money"] < found["films"]
