"""Searching: what is forgiven, what comes first, and whom the judged searches find."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb
import pytest

from tests.sql.asking import Row, asked
from tools.evaluation.search import mean_reciprocal_rank, place_of
from tools.evaluation.typing_errors import TYPING_ERRORS, TypingError

JUDGED = tomllib.loads((Path(__file__).parents[1] / "data/judged_searches.toml").read_text(encoding="utf-8"))["search"]

Search = Callable[..., list[Row]]


def _searcher(connection: duckdb.DuckDBPyConnection) -> Search:
    return lambda text, **options: asked(connection, "search", text, **options)


@pytest.fixture(scope="session")
def search(connection: duckdb.DuckDBPyConnection) -> Search:
    """Search the hand-made catalogue."""
    return _searcher(connection)


def names(rows: list[Row], kind: str | None = None) -> list[str]:
    return [row["name"] for row in rows if kind in {None, row["kind"]}]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("toy story", "movie", "Toy Story"),
        ("TOY STORY", "movie", "Toy Story"),
        ("  toy \t  story ", "movie", "Toy Story"),
        ("story toy", "movie", "Toy Story"),
        ("toy st", "movie", "Toy Story"),
        ("godf", "movie", "The Godfather"),
        ("godfather", "movie", "The Godfather"),
        ("the godfahter", "movie", "The Godfather"),
        ("gdfather", "movie", "The Godfather"),
        ("spirited awya", "movie", "Spirited Away"),
        ("spirted", "movie", "Spirited Away"),
        ("batmann begins", "movie", "Batman Begins"),
        ("amelie", "movie", "Amélie"),
        ("Ame\u0301lie", "movie", "Amélie"),
        ("face off", "movie", "Face/Off"),
        ("faceoff", "movie", "Face/Off"),
        ("Face/Off", "movie", "Face/Off"),
        ("it", "movie", "It"),
        ("m", "movie", "M"),
        ("300", "movie", "300"),
        ("#1 reason", "movie", "#1 Reason"),
        ("100 ours", "movie", "100% Ours"),
        ("1+1", "movie", "=1+1"),
        ("ليلة", "movie", "ليلة هادئة"),
        ("happy", "movie", "😀 Happy Days"),
        ("tom hanks", "person", "Tom Hanks"),
        ("hanks tom", "person", "Tom Hanks"),
        ("dicapro", "person", "Leonardo DiCaprio"),
        ("名無", "person", "名無し"),
        ("jean pierre jeunet", "person", "Jean-Pierre Jeunet"),
        ("penelope", "person", "Penélope Cruz"),
        ("El Padrino", "movie", "The Godfather"),
        ("juguetes rep", "movie", "Toy Story"),
        ("fabuleux destin d’amelie", "movie", "Amélie"),
        ("coppola godfather", "movie", "The Godfather"),
        ("heat michael mann", "movie", "Heat"),
        ("cinderella 1950", "movie", "Cinderella"),
        ("toy s", "movie", "Toy Story"),
        ("cars collection", "collection", "Cars Collection"),
        ("ghibli", "company", "Studio Ghibli"),
        ("warner bros", "company", "Warner Bros."),
    ],
)
def test_a_name_is_found_first(search: Search, text: str, kind: str, name: str) -> None:
    (first, *_) = search(text)
    assert (first["kind"], first["name"].strip()) == (kind, name)


@pytest.mark.parametrize("error", TYPING_ERRORS)
def test_an_error_of_any_kind_is_forgiven(connection: duckdb.DuckDBPyConnection, search: Search, error: TypingError) -> None:
    random = Random(1)
    titles = [title for (title,) in connection.execute("select distinct title from movies order by title").fetchall()]
    typed = {title: wrong for title in titles if len(title) >= 4 and (wrong := error(title, random))}
    assert typed
    found = {title: names(search(wrong), "movie")[:5] for title, wrong in typed.items()}
    assert [f"{typed[title]} for {title}" for title in typed if title not in found[title]] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TheGodfather", "The Godfather"),
        ("thegodf", "The Godfather"),
        ("batman bgins", "Batman Begins"),
        ("vatman begins", "Batman Begins"),
        ("begins batman", "Batman Begins"),
        ("hrat", "Heat"),
        ("haet", "Heat"),
        ("batman be", "Batman Begins"),
    ],
)
def test_short_joined_and_unfinished_texts(search: Search, text: str, name: str) -> None:
    assert name in names(search(text), "movie")[:3]


@pytest.mark.parametrize("text", ["%", "_", "%%%", "t_y st_ry", "toy*", "*", "?", "\\", "'", '"', ".*", "()", " - ", "\u00a0"])
def test_signs_match_nothing_but_themselves(search: Search, text: str) -> None:
    found = search(text)
    assert found == search("".join(character if character.isalnum() else " " for character in text) or " ")
    if not any(character.isalnum() for character in text):
        assert found == []


@pytest.mark.parametrize("text", [None, "", " ", "qqqqzzzz", "😀😀", "no such name at all" * 20])
def test_what_is_like_no_name_finds_nothing(search: Search, text: str | None) -> None:
    assert search(text) == []


def test_a_name_of_signs_alone_is_found_by_them(connection: duckdb.DuckDBPyConnection) -> None:
    keys = "select search_keys('?!'), search_text(' ?! '), search_text('')"
    assert connection.execute(keys).fetchall() == [(["?!"], "?!", None)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("8½", "8 1/2"),
        ("Æon Flux", "aeon flux"),
        ("Fast & Furious", "fast and furious"),
        ("Die Stra\u00dfe", "die strasse"),
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("WALL·E", "wall-e"),
        ("National Lampoon’s", "national lampoon's"),
    ],
)
def test_writings_that_are_one(connection: duckdb.DuckDBPyConnection, written: str, typed: str) -> None:
    ((one, other),) = connection.execute("select search_text(?), search_text(?)", [written, typed]).fetchall()
    assert one == other


@pytest.mark.parametrize(
    "text",
    ["letter", "'aB1 ' || letter", "letter || ' z'", "letter || '  B ' || letter", "'& ' || letter", "letter || ' (1995) '"],
)
@pytest.mark.parametrize("macro", ["search_folded", "search_text", "title_key", "title_spelling"])
def test_columns_are_folded_as_searches_are(connection: duckdb.DuckDBPyConnection, macro: str, text: str) -> None:
    different = connection.execute(f"""
        select n.text
        from (select {text} as text from (select chr(code::integer) as letter from range(1, 12544) as codes (code))) as n
        where {macro}_column(n.text) is distinct from {macro}(n.text)
    """).fetchall()
    assert different == []


@pytest.mark.parametrize(
    "typed", ["godfather", "godfahter", "gofather", "godfatherr", "podfather", "gdofather", "godfathre", "gadfether"]
)
def test_a_typing_error_leaves_a_key_in_common(connection: duckdb.DuckDBPyConnection, typed: str) -> None:
    shared = "select len(list_intersect(search_spellings('godfather'), search_spellings(?)))"
    assert connection.execute(shared, [typed]).fetchall() > [(0,)]
    assert connection.execute(shared, ["toy"]).fetchall() == [(0,)]


def test_a_whole_name_goes_before_a_better_known_one_that_holds_it(search: Search) -> None:
    assert names(search("heat"), "movie")[:3] == ["Heat"] * 3
    assert names(search("batman begins the"))[0] == "Batman Begins"
    found = search("the dark knight")
    assert (found[0]["name"], found[0]["kind"]) == ("The Dark Knight", "movie")


def test_a_film_of_several_is_chosen_by_its_year_or_its_people(search: Search) -> None:
    assert search("cinderella 1950")[0]["note"] == "1950"
    assert search("cinderella branagh")[0]["note"] == "2015"


def test_the_films_of_a_person_come_after_the_person(search: Search) -> None:
    found = search("john lasseter")
    assert names(found)[0] == "John Lasseter"
    assert {"Toy Story", "Toy Story 2"} <= set(names(found[1:], "movie"))


def test_a_title_by_which_a_film_was_found_is_told(search: Search) -> None:
    assert [(row["name"], row["found_as"]) for row in search("el padrino")[:1]] == [("The Godfather", "El padrino")]
    assert search("the godfather")[0]["found_as"] is None


def test_names_with_half_of_the_words_are_left_out_where_others_have_all(search: Search) -> None:
    assert all("toy" in row["name"].lower() for row in search("toy story"))


def test_among_equals_the_better_known_comes_first(search: Search) -> None:
    films = [row for row in search("cinderella", type="movie") if row["name"] == "Cinderella"]
    assert [row["note"] for row in films] == ["2015", "1950", "1997", "1899"]
    assert [row["fame"] for row in films] == sorted((row["fame"] for row in films), reverse=True)
    assert names(search("toy", type="movie")) == ["Toy Story", "Toy Story 3", "Toy Story 2"]


def test_namesakes_are_told_apart(search: Search) -> None:
    assert [row["id"] for row in search("sam grey", type="person")] == [990101, 990102]
    assert search("lasseter")[0]["note"] == "known for Toy Story"
    assert [row["note"] for row in search("warner bros", type="company")] == ["5 films", "1 film"]


@pytest.mark.parametrize("kind", ["movie", "person", "collection", "company"])
def test_only_one_kind(search: Search, kind: str) -> None:
    found = search("cinderella disney cars tom", type=kind) + search("godfather", type=kind) + search("pa", type=kind)
    assert found
    assert {row["kind"] for row in found} == {kind}


def test_an_unknown_kind_finds_nothing(search: Search) -> None:
    assert search("toy", type="toys") == []


def test_ids_are_those_of_the_tables(connection: duckdb.DuckDBPyConnection, search: Search) -> None:
    tables = {
        "movie": "select movie_id, title from movies",
        "person": "select person_id, name from people",
        "collection": "select collection_id, name from collections",
        "company": "select company_id, name from companies where name is not null",
    }
    for kind, question in tables.items():
        for key, name in connection.execute(question).fetchall():
            assert (key, name) in [(row["id"], row["name"]) for row in search(name, type=kind)], name


@pytest.mark.parametrize("text", ["the", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "toy " * 125, "x" * 500])
def test_places_count_from_one_and_scores_fall(search: Search, text: str) -> None:
    found = search(text)
    assert len(found) <= 100
    assert [row["place"] for row in found] == list(range(1, len(found) + 1))
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    assert len({(row["kind"], row["id"]) for row in found}) == len(found)


def test_the_same_text_finds_the_same(search: Search) -> None:
    for text in ("t", "the", "a", "co", "cinderella", "godfahter"):
        assert search(text) == search(text)


@pytest.mark.full_data
@pytest.mark.parametrize(("held_out", "least"), [(False, 250), (True, 30)])
def test_judged_searches_find_what_is_meant(full_connection: duckdb.DuckDBPyConnection, held_out: bool, least: int) -> None:
    judged = [each for each in JUDGED if each.get("held_out", False) == held_out]
    assert len(judged) >= least
    places = {each["q"]: place_of(full_connection, each) for each in judged}
    missed = [text for text, place in places.items() if not place or place > 3]
    assert len(missed) <= 0.05 * len(judged), missed
    assert mean_reciprocal_rank(list(places.values())) >= 0.9


def test_a_third_of_the_judged_searches_is_in_spanish() -> None:
    assert len(JUDGED) >= 300
    assert sum(each.get("language") == "es" for each in JUDGED) >= 100


def test_the_place_of_what_is_meant(connection: duckdb.DuckDBPyConnection) -> None:
    judged = {"q": "cinderella", "kind": "movie", "name": "Cinderella"}
    assert [place_of(connection, {**judged, "year": year}) for year in (2015, 1950, 2020)] == [1, 2, None]
    assert mean_reciprocal_rank([1, 2, None]) == 0.5


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("t", None),
        ("toy s", "Toy Story"),
        ("godf", "The Godfather"),
        ("El padri", "The Godfather"),
        ("hanks", "Tom Hanks"),
        ("tom h", "Tom Hanks"),
        ("face/o", "Face/Off"),
        ("it", "It"),
        ("m", "M"),
        ("AMÉL", "Amélie"),
        ("studio g", "Studio Ghibli"),
    ],
)
def test_what_begins_so_is_suggested(connection: duckdb.DuckDBPyConnection, typed: str, first: str | None) -> None:
    found = asked(connection, "search_suggest", typed)
    assert 1 <= len(found) <= 8
    assert first in {None, found[0]["name"].strip()}
    assert [row["place"] for row in found] == list(range(1, len(found) + 1))
    assert len({(row["kind"], row["id"]) for row in found}) == len(found)
    assert (
        asked(connection, "search_suggest", typed, type="movie")
        == [{**row, "place": place} for place, row in enumerate((row for row in found if row["kind"] == "movie"), 1)]
        or len(found) == 8
    )


def test_a_suggested_film_has_its_year_and_the_title_that_was_typed(connection: duckdb.DuckDBPyConnection) -> None:
    (found, *_) = asked(connection, "search_suggest", "el padrino")
    assert (found["kind"], found["id"], found["found_as"], found["release_year"]) == ("movie", 238, "El padrino", 1972)


@pytest.mark.parametrize("typed", [None, "", " ", "%", "qqqq", "godfahter", "x" * 500])
def test_what_nothing_begins_with_is_suggested_nothing(connection: duckdb.DuckDBPyConnection, typed: str | None) -> None:
    assert asked(connection, "search_suggest", typed) == []
