"""How names are matched: whole, whatever their case, accents and outer spaces; and what is said when several share one."""

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

import sql

Ask = Callable[..., dict[str, Any] | None]

ASKED = {
    "peliculas_mes": "febrero",
    "peliculas_dia": "sábado",
    "peliculas_idioma": "fr",
    "peliculas_pais": "Cote D'Ivoire",
    "franquicia": "Escape's Collection",
    "productoras_exitosas": "Estudios Ñandú",
    "get_actor": "Penélope Cruz",
    "get_director": "Pedro Almodóvar",
    "peliculas_duracion": "Amélie",
    "retorno": "Amélie",
    "score_titulo": "Amélie",
    "votos_titulo": "Amélie",
    "recomendacion": "Amélie",
}
WRITINGS: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "no accents": lambda name: name.translate(str.maketrans("áéíóúñÑÚ", "aeiounNU")),
    "composed of letter and accent": lambda name: name.replace("é", "e\u0301").replace("á", "a\u0301"),
    "spaces around": lambda name: f"  {name} ",
    "other blanks around": lambda name: f"\u00a0\u2003\t{name}\r\n\u3000",
}
ODD_TITLES = [
    "300",
    "It",
    "M",
    "#1 Reason",
    "100% Ours",
    "What Now?",
    "Face/Off",
    'The "Quoted" Film',
    "😀 Happy Days",
    "<script>alert('hi')</script>",
    "ليلة هادئة",
    "=1+1",
    "Room to spare",
]
NO_NAMES = ["", " ", "%", "_", ".*", "nobody at all", "' or 1=1 --", "nan", "null"]


def test_every_brief_question_is_asked_here() -> None:
    assert set(ASKED) == {file.name for file in sql.sql_files("endpoints") if file.group == "brief"}


@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS.keys())
@pytest.mark.parametrize(("macro", "name"), ASKED.items())
def test_case_accents_and_outer_spaces_do_not_matter(ask: Ask, macro: str, name: str, write: Callable[[str], str]) -> None:
    answer = ask(macro, name)
    assert answer
    assert ask(macro, write(name)) == answer


@pytest.mark.parametrize("title", ODD_TITLES)
def test_odd_titles_are_found(ask: Ask, title: str) -> None:
    answer = ask("peliculas_duracion", title)
    assert answer
    assert answer["pelicula"].strip().lower() == title.lower()


@pytest.mark.parametrize("part", [lambda name: name[:-1], lambda name: name[1:], lambda name: f"{name} x"])
@pytest.mark.parametrize(("macro", "name"), ASKED.items())
def test_a_part_of_a_name_is_not_the_name(ask: Ask, macro: str, name: str, part: Callable[[str], str]) -> None:
    assert ask(macro, part(name)) is None


def test_a_collection_is_found_without_the_word_collection_but_not_by_less(ask: Ask) -> None:
    assert ask("franquicia", "the godfather") == ask("franquicia", "The Godfather Collection") is not None
    assert ask("franquicia", "godfather") is None


@pytest.mark.parametrize("name", NO_NAMES)
@pytest.mark.parametrize("macro", ASKED)
def test_what_is_no_name_has_no_answer(ask: Ask, macro: str, name: str) -> None:
    assert ask(macro, name) is None


@pytest.mark.parametrize("macro", ASKED)
def test_null_has_no_answer(ask: Ask, macro: str) -> None:
    assert ask(macro, None) is None


def test_the_name_of_a_column_or_a_parameter_matches_nothing(connection: duckdb.DuckDBPyConnection, ask: Ask) -> None:
    columns = connection.execute("select distinct column_name from duckdb_columns() where not internal").fetchall()
    parameters = connection.execute("select distinct unnest(parameters) from duckdb_functions() where not internal").fetchall()
    assert ("name_key",) in columns
    assert ("pelicula",) in parameters
    matched = [(macro, name) for macro in ASKED for (name,) in {*columns, *parameters} if ask(macro, name)]
    assert matched == []


@pytest.mark.parametrize(
    ("macro", "name"), [("get_actor", "Tom Hanks"), ("get_director", "Sam Grey"), ("productoras_exitosas", "Syncopy")]
)
def test_an_id_of_nobody_with_the_name_has_no_answer(ask: Ask, macro: str, name: str) -> None:
    assert ask(macro, name)
    assert ask(macro, name, id=1) is None


def test_two_directors_with_one_name_are_counted_together_and_the_answer_says_so(ask: Ask) -> None:
    both = ask("get_director", "sam grey")
    assert both
    assert len(both["peliculas"]) == 5
    assert both["mensaje"].endswith(
        "2 personas comparten este nombre y se suman aquí (ids 990101, 990102); con ?id= se elige una"
    )


def test_the_id_chooses_one_of_two_directors_and_the_answer_says_so(ask: Ask) -> None:
    younger = ask("get_director", "sam grey", id=990102)
    assert younger
    assert younger["peliculas"] == ['The "Quoted" Film', "<script>alert('hi')</script>"]
    assert younger["mensaje"].endswith("2 personas comparten este nombre (ids 990101, 990102); aquí solo cuenta la de id 990102")


def test_two_companies_with_one_name_are_counted_together_or_by_id(ask: Ask) -> None:
    both, one, other = (ask("productoras_exitosas", "Warner Bros.", **chosen) for chosen in ({}, {"id": 174}, {"id": 6194}))
    assert both
    assert one
    assert other
    assert "2 productoras comparten este nombre y se suman aquí (ids 174, 6194)" in both["mensaje"]
    assert (both["cantidad"], one["cantidad"], other["cantidad"]) == (6, 1, 5)
    assert both["revenue_total"] == one["revenue_total"] + other["revenue_total"]


def test_names_that_differ_by_case_and_accents_alone_are_shared(ask: Ask) -> None:
    almodovar = ask("get_director", "pedro almodovar")
    assert almodovar
    assert almodovar["director"] == "Pedro Almodóvar"
    assert almodovar["peliculas"] == ["VÓLVER", "Talk to Her", "Volver"]
    studios = ask("productoras_exitosas", "estudios nandu")
    assert studios
    assert "(ids 990201, 990202)" in studios["mensaje"]
    volver = ask("retorno", "volver")
    assert volver
    assert (volver["anio"], [other["id"] for other in volver["otras"]]) == (2006, [990008])


def test_somebody_credited_under_two_spellings_is_found_by_both(ask: Ask) -> None:
    one, other = ask("get_actor", "Ana Ruiz"), ask("get_actor", "ana maria ruiz")
    assert one
    assert other
    assert one["cantidad_filmaciones"] == other["cantidad_filmaciones"] == 2


def test_two_countries_with_one_name_are_counted_together_and_the_answer_says_so(ask: Ask) -> None:
    germany = ask("peliculas_pais", "Germany")
    assert germany
    assert germany["cantidad"] == 5
    assert "2 países comparten este nombre y se suman aquí (DE, XG)" in germany["mensaje"]


@pytest.mark.parametrize("macro", ["get_actor", "get_director", "productoras_exitosas", "peliculas_pais"])
def test_a_name_that_nobody_shares_says_nothing_about_sharing(ask: Ask, macro: str) -> None:
    name = {"get_actor": "Tom Hanks", "get_director": "John Woo", "productoras_exitosas": "Syncopy", "peliculas_pais": "Spain"}[
        macro
    ]
    answer = ask(macro, name)
    assert answer
    assert "comparten" not in answer["mensaje"]
