"""Credits are known by their credit ids, and people are everybody in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.data.films import Film
from tests.ingest.drop_files import films_file, write_files

Ask = Callable[[str], list[tuple[Any, ...]]]
Entry = dict[str, object]
WriteCredits = Callable[..., None]

PEOPLE = "select person_id, name from people order by person_id"
ROLES = 'select credit_id, movie_id, person_id, character, billing_order from "cast" order by credit_id'


def actor(credit: str, person: int, name: str, order: int = 0, character: str = "Lead") -> Entry:
    return {"character": character, "credit_id": credit, "gender": 2, "id": person, "name": name, "order": order}


def maker(credit: str, person: int, name: str, job: str = "Director") -> Entry:
    return {"credit_id": credit, "department": "Directing", "gender": 1, "id": person, "job": job, "name": name}


@pytest.fixture
def write_credits(raw_folder: Path) -> WriteCredits:
    """Write credits records, each with a film id, a cast and a crew, and the films."""

    def write(*records: tuple[int, list[Entry], list[Entry]]) -> None:
        films = [Film(movie_id, f"Film {movie_id}", "2001-01-01", "5", "5.0") for movie_id in sorted({row[0] for row in records})]
        rows = [[repr(cast), repr(crew), str(movie_id)] for movie_id, cast, crew in records]
        write_files(raw_folder, {**films_file(*films), "credits.csv": rows})

    return write


def test_cast_and_crew_have_their_film_and_their_person(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks", 0, "Woody")], [maker("b", 8, "Lee Unkrich")]))
    assert ask(ROLES) == [("a", 7, 31, "Woody", 0)]
    assert ask("select credit_id, movie_id, person_id, department, job from crew") == [("b", 7, 8, "Directing", "Director")]


def test_a_credit_id_that_stands_twice_is_one_credit_and_the_last_entry_counts(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks", 0, "Early")], []), (7, [actor("a", 31, "Tom Hanks", 3, "Late")], []))
    assert ask(ROLES) == [("a", 7, 31, "Late", 3)]
    assert ask("select record, movie_id, action from rejected_rows where table_name = 'cast'") == [(0, 7, "merged")]
    assert ask("select rows_read, kept, merged from build_counts where table_name = 'cast'") == [(2, 1, 1)]


def test_within_a_record_the_entry_further_on_counts(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [], [maker("a", 8, "Lee Unkrich", "Editor"), maker("a", 8, "Lee Unkrich", "Director")]))
    assert ask("select job from crew") == [("Director",)]


def test_what_is_written_down_of_a_merged_credit_is_its_text(write_credits: WriteCredits, ask: Ask) -> None:
    early = actor("a", 31, "Tom Hänks", 0, "Early") | {"cast_id": 5}
    write_credits((7, [actor("b", 31, "Tom Hanks"), early, actor("a", 31, "Tom Hanks", 3, "Late")], []))
    assert ask("select raw_text from rejected_rows where table_name = 'cast'") == [(repr(early),)]


@pytest.mark.parametrize("value", [7, -1, 2147483647, 2**40, "man", 1.5])
def test_a_gender_or_an_order_that_cannot_be_is_blanked_and_the_credit_stays(
    write_credits: WriteCredits, ask: Ask, value: object
) -> None:
    odd = actor("a", 31, "Tom Hanks") | {"gender": value, "order": value if value != 7 else -7}
    write_credits((7, [odd, actor("b", 8, "Lee Unkrich")], []))
    assert ask(ROLES) == [("a", 7, 31, "Lead", None), ("b", 7, 8, "Lead", 0)]
    assert ask("select person_id, gender from people order by all") == [(8, 2), (31, None)]
    assert ask("select column_name, action, raw_text from rejected_rows") == [("cast", "blanked", repr(odd))] * 2
    assert ask("select rows_read, kept, rejected from build_counts where table_name = 'cast'") == [(2, 2, 0)]


@pytest.mark.parametrize("value", [0, -1, 2147483647, 2**40])
def test_a_credit_of_a_person_that_cannot_be_is_rejected_with_its_text(write_credits: WriteCredits, ask: Ask, value: int) -> None:
    odd = actor("a", value, "Tom Hanks")
    write_credits((7, [actor("b", 8, "Lee Unkrich"), odd], []))
    assert ask('select credit_id from "cast"') == [("b",)]
    assert ask("select action, raw_text from rejected_rows") == [("rejected", repr(odd))]


def test_a_credit_id_in_cast_and_crew_is_two_credits(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks")], [maker("a", 31, "Tom Hanks")]))
    assert ask('select count(*) from "cast" union all select count(*) from crew') == [(1,), (1,)]


def test_roles_of_one_person_in_one_film_are_several_credits(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks", 0, "One"), actor("b", 31, "Tom Hanks", 1, "Two")], []))
    assert ask(ROLES) == [("a", 7, 31, "One", 0), ("b", 7, 31, "Two", 1)]


def test_people_are_everybody_in_cast_or_crew_once(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks")], [maker("b", 8, "Lee Unkrich"), maker("c", 31, "Tom Hanks", "Producer")]))
    assert ask(PEOPLE) == [(8, "Lee Unkrich"), (31, "Tom Hanks")]


def test_people_who_share_a_name_stay_two(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 1, "Sam Grey"), actor("b", 2, "Sam Grey")], []))
    assert ask(PEOPLE) == [(1, "Sam Grey"), (2, "Sam Grey")]


def test_a_person_has_the_most_common_spelling_and_all_are_kept(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits(
        (7, [actor("a", 1, "Ana Ruiz")], [maker("b", 1, "Ana R.")]),
        (8, [actor("c", 1, "Ana Ruiz"), actor("d", 1, "A. Ruiz")], []),
    )
    assert ask(PEOPLE) == [(1, "Ana Ruiz")]
    assert ask("from person_names select person_id, name order by name") == [(1, "A. Ruiz"), (1, "Ana R."), (1, "Ana Ruiz")]


def test_a_person_has_the_smallest_of_equally_common_values_and_none_only_where_there_is_none(
    write_credits: WriteCredits, ask: Ask
) -> None:
    portrait = {"profile_path": "/ana.jpg"}
    write_credits((7, [actor("a", 1, "Bea"), actor("b", 1, "Ana") | portrait], [maker("c", 2, "Eva") | {"gender": None}]))
    assert ask("select person_id, name, gender, profile_path from people order by all") == [
        (1, "Ana", 2, "/ana.jpg"),
        (2, "Eva", None, None),
    ]


def test_an_entry_without_a_person_is_rejected_with_its_text(write_credits: WriteCredits, ask: Ask) -> None:
    write_credits((7, [actor("a", 31, "Tom Hanks"), {"credit_id": "b", "name": "Nobody", "character": "Ghost"}], []))
    assert ask('select credit_id from "cast"') == [("a",)]
    lost = {"credit_id": "b", "name": "Nobody", "character": "Ghost"}
    assert ask("select reason, raw_text from rejected_rows where table_name = 'cast'") == [("the entry has no id", repr(lost))]
