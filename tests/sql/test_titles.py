"""Films are found by any of their titles, however it is written; the main title wins, and the answer has it."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from ingest.build import build
from tests.sql.asking import asked

Ask = Callable[..., dict[str, Any] | None]

WAYS = ("peliculas_duracion", "retorno", "score_titulo", "votos_titulo")

FILMS = [
    (1, "Mother", 2009, 500),
    (2, "mother!", 2017, 9000),
    (3, "Alien³", 1992, 100),
    (4, "Alien", 1979, 5000),
    (5, "8½", 1963, 100),
    (6, "The Godfather", 1972, 6000),
    (7, "Amadeus, The", 1984, 1),
    (8, "Psycho", 1960, 2000),
    (9, "Psycho", 1998, 300),
    (10, "Die Straße nach Łódź", 1950, 2),
    (11, "Smørrebrød & Æbler", 1951, 3),
    (12, "L’Avventura", 1960, 4),
    (13, "???", 1999, 5),
    (14, "...", 2001, 6),
    (15, "Hero", 2002, 50),
    (16, "Ying Xiong", 1999, 9000),
    (17, "The Lost World (1925)", 1926, 7),
    (18, "The Lost World", 1997, 700),
    (19, "300", 2006, 5000),
    (300, "The Science of Sleep", 2006, 300),
    (812, "Aladdin", 1992, 3000),
]
OTHER_TITLES = [
    (6, "El padrino"),
    (8, "Psicosis"),
    (9, "Psicosis"),
    (15, "Ying Xiong"),
    (16, "Hero"),
    (4, "El octavo pasajero"),
    (12, "La aventura"),
]


Find = Callable[..., list[tuple[str, int]]]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of films of our own."""
    folder = tmp_path_factory.mktemp("titles")
    films = [(number, title, f"{year}-05-05", votes) for number, title, year, votes in FILMS]
    for name, rows in (
        ("movies.csv", [("id", "title", "release_date", "vote_count"), *films]),
        ("titles.csv", [("id", "title"), *OTHER_TITLES]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    build(folder, folder / "warehouse.duckdb", lambda _: None)
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def find(titled: duckdb.DuckDBPyConnection) -> Find:
    """The titles and years of what a title finds among these films."""
    return lambda title, year=None: [
        (row["title"], row["release_year"]) for row in asked(titled, "films_titled", title, wanted_year=year)
    ]


@pytest.mark.parametrize(
    ("written", "film"),
    [
        ("alien 3", ("Alien³", 1992)),
        ("ALIEN3", ("Alien³", 1992)),
        ("alien", ("Alien", 1979)),
        ("8 1/2", ("8½", 1963)),
        ("8½", ("8½", 1963)),
        ("the  godfather", ("The Godfather", 1972)),
        ("The\u00a0Godfather", ("The Godfather", 1972)),
        ("The\u2009God\u200bfather", ("The Godfather", 1972)),
        ("Godfather, The", ("The Godfather", 1972)),
        ("padrino, el", ("The Godfather", 1972)),
        ("El Padrino (1972)", ("The Godfather", 1972)),
        ("The Amadeus", ("Amadeus, The", 1984)),
        ("die strasse nach lodz", ("Die Straße nach Łódź", 1950)),
        ("smorrebrod and aebler", ("Smørrebrød & Æbler", 1951)),
        ("la aventura", ("L’Avventura", 1960)),
        ("Hero", ("Hero", 2002)),
        ("Ying Xiong", ("Ying Xiong", 1999)),
        ("???", ("???", 1999)),
        ("...", ("...", 2001)),
        ("psicosis", ("Psycho", 1960)),
        ("the lost world", ("The Lost World", 1997)),
        ("the lost world (1925)", ("The Lost World (1925)", 1926)),
    ],
)
def test_a_title_is_found_however_it_is_written(find: Find, written: str, film: tuple[str, int]) -> None:
    assert find(written) == [film]


@pytest.mark.parametrize("apostrophe", "'’‘‛ʼʻʽʹˈ´`′＇՚ꞌ׳")
def test_apostrophes_of_every_sort_are_one(find: Find, apostrophe: str) -> None:
    assert find(f"l{apostrophe}avventura") == [("L’Avventura", 1960)]


def test_the_exact_spelling_goes_before_others(find: Find) -> None:
    assert find("Mother") == [("Mother", 2009)]
    assert find("Mother!") == [("mother!", 2017)]
    assert find("mother...") == [("mother!", 2017)]


def test_a_year_chooses_whether_it_is_given_or_in_brackets(find: Find) -> None:
    assert find("Psycho", 1998) == find("psycho (1998)") == find("Psicosis (1998)") == [("Psycho", 1998)]
    assert find("Psycho (1960)", 1998) == [("Psycho", 1998)]
    assert find("Psycho (1961)") == find("Psycho", 1961) == []


@pytest.mark.parametrize("written", ["", " ", "%", "?", "(1998)", "godfather", "the godfather part", None])
def test_what_is_no_title_finds_nothing(find: Find, written: str | None) -> None:
    assert find(written) == []


@pytest.mark.parametrize("macro", WAYS)
@pytest.mark.parametrize("title", ["El padrino", "Juguetes", "Le fabuleux destin d’Amélie Poulain", "Juguetes (1995)"])
def test_each_question_takes_any_title_and_answers_with_the_main_one(ask: Ask, macro: str, title: str) -> None:
    main = {"El padrino": "The Godfather", "Juguetes": "Toy Story", "Juguetes (1995)": "Toy Story"}.get(title, "Amélie")
    assert ask(macro, title) == ask(macro, main) is not None


def test_recommendations_and_likes_take_any_title(ask: Ask, connection: duckdb.DuckDBPyConnection) -> None:
    assert ask("recomendacion", "El padrino") == ask("recomendacion", "The Godfather") is not None
    likes = asked(connection, "films_named", ["el padrino", "Juguetes (1995)", "title: Toy Story"])
    assert [film["title"] for row in likes for film in row["films"]] == ["The Godfather", "Toy Story", "Toy Story"]


@pytest.mark.parametrize(
    ("word", "titles"),
    [
        ("300", ["300", "The Science of Sleep"]),
        ("title:300", ["300"]),
        ("id:300", ["The Science of Sleep"]),
        ("812", ["Aladdin"]),
        ("title:812", ["8½"]),
        ("8 1/2", ["8½"]),
        ("5", ["8½"]),
        ("1992", []),
    ],
)
def test_a_number_is_an_id_and_a_title_only_where_the_title_is_written_so(
    titled: duckdb.DuckDBPyConnection, word: str, titles: list[str]
) -> None:
    [row] = asked(titled, "films_named", [word])
    assert sorted(film["title"] for film in row["films"]) == titles


@pytest.mark.full_data
@pytest.mark.parametrize(
    ("written", "main"),
    [
        ("La vita è bella", "Life Is Beautiful"),
        ("El laberinto del fauno", "Pan's Labyrinth"),
        ("El secreto de sus ojos", "The Secret in Their Eyes"),
        ("Todo sobre mi madre", "All About My Mother"),
        ("Relatos salvajes", "Wild Tales"),
        ("Cidade de Deus", "City of God"),
        ("Hable con ella", "Talk to Her"),
        ("Nueve reinas", "Nine Queens"),
        ("Los lunes al sol", "Mondays in the Sun"),
        ("Jagten", "The Hunt"),
        ("Un prophète", "A Prophet"),
        ("La règle du jeu", "The Rules of the Game"),
        ("Ladri di biciclette", "Bicycle Thieves"),
        ("Aguirre, der Zorn Gottes", "Aguirre: The Wrath of God"),
    ],
)
def test_originals_are_found_in_the_full_data(ask_full: Ask, written: str, main: str) -> None:
    answer = ask_full("retorno", written)
    assert answer is not None
    assert answer["pelicula"] == main
