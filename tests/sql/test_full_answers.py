"""The brief's answers on the full Movies Dataset, as they were found in the raw files by other means."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("macro", "name", "films"),
    [
        ("peliculas_mes", "enero", 5910),
        ("peliculas_dia", "viernes", 13902),
        ("peliculas_idioma", "fr", 2435),
        ("peliculas_pais", "Spain", 964),
        ("franquicia", "Toy Story Collection", 3),
        ("franquicia", "James Bond Collection", 26),
        ("productoras_exitosas", "Pixar Animation Studios", 52),
        ("productoras_exitosas", "Warner Bros.", 1250),
        ("productoras_exitosas", "Columbia Pictures", 431),
    ],
)
def test_numbers_of_films(ask_full: Ask, macro: str, name: str, films: int) -> None:
    assert ask_full(macro, name)["cantidad"] == films


@pytest.mark.parametrize(
    ("macro", "name", "revenue"),
    [
        ("franquicia", "Toy Story", 1937890605),
        ("franquicia", "James Bond", 7106970239),
        ("productoras_exitosas", "Pixar Animation Studios", 11188533734),
        ("productoras_exitosas", "Warner Bros.", 63525187272),
    ],
)
def test_revenues(ask_full: Ask, macro: str, name: str, revenue: int) -> None:
    assert ask_full(macro, name)["ganancia_total"] == revenue


def test_the_mean_revenue_of_a_collection(ask_full: Ask) -> None:
    assert ask_full("franquicia", "Toy Story")["ganancia_promedio"] == pytest.approx(645963535)


@pytest.mark.parametrize(
    ("name", "films", "gain"), [("John Lasseter", 10, 27.65437835777778), ("Christopher Nolan", 11, 44.422559)]
)
def test_directors(ask_full: Ask, name: str, films: int, gain: float) -> None:
    answer = ask_full("get_director", name)
    assert len(answer["peliculas"]) == films
    assert answer["retorno_total_director"] == pytest.approx(gain, rel=1e-6)


def test_a_film(ask_full: Ask) -> None:
    money = ask_full("retorno", "Toy Story")
    assert (money["inversion"], money["ganancia"], money["anio"]) == (30000000, 373554033, 1995)
    assert money["retorno"] == pytest.approx(12.4518011)
    assert ask_full("peliculas_duracion", "Toy Story")["duracion"] == 81
    votes = ask_full("votos_titulo", "Toy Story")
    assert (votes["voto_total"], votes["voto_promedio"]) == (5415, 7.7)


def test_a_film_with_too_few_votes(ask_full: Ask) -> None:
    answer = ask_full("votos_titulo", "Heat")
    assert (answer["anio"], answer["voto_total"], answer["voto_promedio"]) == (1995, None, None)
    assert answer["mensaje"].endswith("tiene 1886")


def test_films_of_one_title(ask_full: Ask) -> None:
    assert len(ask_full("retorno", "Cinderella")["otras"]) == 10


@pytest.mark.parametrize(
    ("title", "sequels"),
    [
        ("Toy Story", {"Toy Story 2", "Toy Story 3"}),
        ("The Godfather", {"The Godfather: Part II", "The Godfather: Part III"}),
        ("The Dark Knight", {"Batman Begins", "The Dark Knight Rises"}),
    ],
)
def test_sequels_are_recommended_first(ask_full: Ask, title: str, sequels: set[str]) -> None:
    recommended = ask_full("recomendacion", title)["lista recomendada"]
    assert len(recommended) == 5
    assert set(recommended[:2]) == sequels
