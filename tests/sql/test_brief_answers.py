"""The brief's answers equal those that plain Python works out of the same raw files, for everything that can be asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sql.plain_answers import WEEKDAYS, Film, PlainCatalogue, by_release, total_gain

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def plain(full_layout: Path) -> PlainCatalogue:
    return PlainCatalogue(full_layout)


def test_the_plain_catalogue_holds_what_was_put_into_it(plain: PlainCatalogue) -> None:
    toy_story = plain.films[862]
    assert len(plain.films) == 43
    assert (toy_story.title, toy_story.budget, toy_story.revenue, toy_story.runtime) == ("Toy Story", 30000000, 373554033, 81)
    assert plain.films[990041].record["overview"] == "It begins on one line\n - and ends on the next"
    assert len(plain.directors()["sam grey"]) == 2


def test_films_per_month(ask: Ask, plain: PlainCatalogue) -> None:
    expected = plain.per_month()
    assert {month: ask("peliculas_mes", month)["cantidad"] for month in expected} == expected
    assert ask("peliculas_mes", "setiembre") == ask("peliculas_mes", "septiembre")


def test_films_per_weekday(ask: Ask, plain: PlainCatalogue) -> None:
    expected = plain.per_weekday()
    assert {day: ask("peliculas_dia", day)["cantidad"] for day in WEEKDAYS} == expected


def test_films_per_language(ask: Ask, plain: PlainCatalogue) -> None:
    expected = plain.per_language()
    assert expected["es"] >= 3
    assert {code: ask("peliculas_idioma", code)["cantidad"] for code in expected} == expected


def test_films_per_country(ask: Ask, plain: PlainCatalogue) -> None:
    expected = plain.per_country()
    assert {name: ask("peliculas_pais", name)["cantidad"] for name in expected} == expected


def test_length_and_year_of_every_title(ask: Ask, plain: PlainCatalogue) -> None:
    for title, (film, *others) in plain.titles().items():
        answer = ask("peliculas_duracion", title)
        assert (answer["pelicula"], answer["duracion"], answer["anio"]) == (film.title, film.runtime, film.released.year)
        assert answer["otras"] == [{"id": other.id, "anio": other.released.year, "duracion": other.runtime} for other in others]


def test_money_of_every_title(ask: Ask, plain: PlainCatalogue) -> None:
    for title, (film, *others) in plain.titles().items():
        answer = ask("retorno", title)
        assert (answer["pelicula"], answer["inversion"], answer["ganancia"]) == (film.title, film.budget, film.revenue)
        assert answer["retorno"] == pytest.approx(film.gain, rel=1e-12)
        assert answer["anio"] == answer["año"] == film.released.year
        assert [other["id"] for other in answer["otras"]] == [other.id for other in others]


def test_score_of_every_title(ask: Ask, plain: PlainCatalogue) -> None:
    for title, (film, *others) in plain.titles().items():
        answer = ask("score_titulo", title)
        assert (answer["titulo"], answer["popularidad"], answer["puntaje"]) == (film.title, film.popularity, film.average)
        assert [other["puntaje"] for other in answer["otras"]] == [other.average for other in others]


def test_votes_of_every_title_are_refused_below_2000(ask: Ask, plain: PlainCatalogue) -> None:
    def voted(film: Film) -> tuple[int | None, float | None]:
        return (film.votes, film.average) if (film.votes or 0) >= 2000 else (None, None)

    for title, (film, *others) in plain.titles().items():
        answer = ask("votos_titulo", title)
        assert (answer["voto_total"], answer["voto_promedio"]) == voted(film)
        assert [(other["voto_total"], other["voto_promedio"]) for other in answer["otras"]] == [voted(other) for other in others]
        assert ("no cumple" in answer["mensaje"]) == (voted(film) == (None, None))


def test_films_and_money_of_every_collection(ask: Ask, plain: PlainCatalogue) -> None:
    collections = plain.collections()
    assert len(collections["Toy Story Collection"]) == 3
    for name, films in collections.items():
        answer = ask("franquicia", name)
        revenue, profit = sum(film.revenue for film in films), sum(film.revenue - film.budget for film in films)
        assert (answer["franquicia"], answer["cantidad"], answer["ganancia_total"]) == (name, len(films), revenue)
        assert answer["ganancia_promedio"] == pytest.approx(revenue / len(films))
        assert (answer["beneficio_total"], answer["beneficio_promedio"]) == (profit, pytest.approx(profit / len(films)))
        assert ask("franquicia", name.removesuffix(" Collection")) == answer


def test_films_and_revenue_of_every_company(ask: Ask, plain: PlainCatalogue) -> None:
    for name, name_owners in plain.companies().items():
        films = set[Film]().union(*name_owners.values())
        answer = ask("productoras_exitosas", name)
        revenue = sum(film.revenue for film in films)
        assert (answer["cantidad"], answer["revenue_total"], answer["ganancia_total"]) == (len(films), revenue, revenue)
        for company_id, own in name_owners.items():
            assert ask("productoras_exitosas", name, id=company_id)["cantidad"] == len(own)


def test_films_and_returns_of_every_actor(ask: Ask, plain: PlainCatalogue) -> None:
    for name, name_owners in plain.actors().items():
        films = set[Film]().union(*name_owners.values())
        answer = ask("get_actor", name)
        assert answer["cantidad_filmaciones"] == len(films)
        assert answer["retorno_total"] == pytest.approx(total_gain(films), rel=1e-12)
        assert answer["retorno_promedio"] == pytest.approx(total_gain(films) / len(films), rel=1e-12)
        for person_id, own in name_owners.items():
            assert ask("get_actor", name, id=person_id)["cantidad_filmaciones"] == len(own)


def test_films_and_returns_of_every_director(ask: Ask, plain: PlainCatalogue) -> None:
    for name, name_owners in plain.directors().items():
        films = by_release(set[Film]().union(*name_owners.values()))
        answer = ask("get_director", name)
        assert answer["retorno_total_director"] == pytest.approx(total_gain(films), rel=1e-12)
        assert answer["retorno_promedio"] == pytest.approx(total_gain(films) / len(films), rel=1e-12)
        assert answer["peliculas"] == [film.title for film in films]
        assert answer["anio"] == [film.released for film in films]
        assert answer["retorno_pelicula"] == pytest.approx([film.gain for film in films], rel=1e-12)
        assert answer["budget_pelicula"] == [film.budget for film in films]
        assert answer["revenue_pelicula"] == [film.revenue for film in films]
        for person_id, own in name_owners.items():
            assert ask("get_director", name, id=person_id)["peliculas"] == [film.title for film in by_release(own)]


@pytest.mark.parametrize(
    ("macro", "value", "message"),
    [
        ("peliculas_mes", "Febrero", "4 películas fueron estrenadas en el mes de febrero"),
        ("peliculas_dia", "MIERCOLES", "películas fueron estrenadas en los días miércoles"),
        ("peliculas_idioma", "fr", "2 películas fueron estrenadas en idioma fr"),
        ("peliculas_pais", "spain", "Se produjeron 4 películas en el país Spain"),
        ("peliculas_duracion", "toy story", "Toy Story. Duración: 81. Año: 1995"),
        ("peliculas_duracion", "100% ours", "100% Ours. Duración: desconocida. Año: 2012"),
        ("franquicia", "toy story", "La franquicia Toy Story Collection posee 3 películas, una ganancia total de 1937890605"),
        ("productoras_exitosas", "el deseo", "La productora El Deseo ha tenido un revenue de 136583957 con 2 películas"),
        ("retorno", "300", "300 tuvo una inversión de 65000000, una ganancia de 422610419 y un retorno de 6.5 en el año 2006"),
        ("score_titulo", "😀 happy days", "fue estrenada en el año 2015 con un score/popularidad de 9e-05"),
        ("score_titulo", "Bad Numbers", "con un score/popularidad de valor desconocido"),
        ("votos_titulo", "toy story", "La misma cuenta con un total de 5415 valoraciones, con un promedio de 7.7"),
        ("votos_titulo", "heat", "Heat (1995) no cumple con la condición de contar con al menos 2000 valoraciones: tiene 1886"),
        ("votos_titulo", "bad numbers", "de contar con al menos 2000 valoraciones: no se sabe cuántas tiene"),
        ("get_actor", "tom hanks", "El actor Tom Hanks ha participado de 4 filmaciones"),
        ("get_director", "john lasseter", "John Lasseter ha dirigido 3 películas, con un retorno total de 21.83"),
    ],
)  # fmt: skip
def test_the_message_says_the_answer_in_spanish(ask: Ask, macro: str, value: str, message: str) -> None:
    assert message in ask(macro, value)["mensaje"]


@pytest.mark.parametrize("macro", ["peliculas_duracion", "retorno", "score_titulo", "votos_titulo"])
def test_of_several_films_with_a_title_the_year_chooses(ask: Ask, macro: str) -> None:
    answer = ask(macro, "Heat", anio=1972)
    assert answer["anio"] == 1972
    assert [other["id"] for other in answer["otras"]] == [949, 42023]
    assert ask(macro, "Heat")["anio"] == 1995
    assert ask(macro, "Heat", anio=None) == ask(macro, "Heat")
    assert ask(macro, "Heat", anio=1973) is None


@pytest.mark.parametrize(("title", "votes"), [('The "Quoted" Film', 2000), ("ليلة هادئة", None)])
def test_2000_votes_are_enough_and_1999_are_not(ask: Ask, title: str, votes: int | None) -> None:
    assert ask("votos_titulo", title)["voto_total"] == votes
