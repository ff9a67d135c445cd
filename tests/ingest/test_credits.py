"""Credits are known by their credit ids, and people are everybody in them."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl
import pytest

from ingest.credits import credits_table, people, person_names
from ingest.raw_csv import RawFile
from ingest.rejects import Loaded


class Credits(NamedTuple):
    """Both tables of a credits file, and everybody in them."""

    cast: Loaded
    crew: Loaded
    credited: pl.DataFrame


MakeCredits = Callable[..., Credits]


def actor(credit: str, person: int, name: str, order: int = 0, character: str = "Lead") -> dict[str, object]:
    return {"character": character, "credit_id": credit, "gender": 2, "id": person, "name": name, "order": order}


def maker(credit: str, person: int, name: str, job: str = "Director") -> dict[str, object]:
    return {"credit_id": credit, "department": "Directing", "gender": 1, "id": person, "job": job, "name": name}


@pytest.fixture
def credits_of(make_raw: Callable[..., RawFile]) -> MakeCredits:
    """Credits of records, each with a film id, a cast and a crew."""

    def make(*records: tuple[int, list[dict[str, object]], list[dict[str, object]]]) -> Credits:
        raw = make_raw(["cast", "crew", "id"], [[repr(cast), repr(crew), str(movie_id)] for movie_id, cast, crew in records])
        used = raw.records.select("record", movie_id=pl.col("id").cast(pl.Int32))
        cast, actors = credits_table(used, raw, "cast")
        crew, makers = credits_table(used, raw, "crew")
        return Credits(cast, crew, pl.concat([actors, makers]))

    return make


def test_cast_and_crew_have_their_film_and_their_person(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 31, "Tom Hanks", 0, "Woody")], [maker("b", 8, "Lee Unkrich")]))
    assert found.cast.frame.select("credit_id", "movie_id", "person_id", "character", "billing_order").rows() == [
        ("a", 7, 31, "Woody", 0)
    ]
    assert found.crew.frame.select("credit_id", "movie_id", "person_id", "department", "job").rows() == [
        ("b", 7, 8, "Directing", "Director")
    ]


def test_a_credit_id_that_stands_twice_is_one_credit_and_the_last_entry_counts(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 31, "Tom Hanks", 0, "Early")], []), (7, [actor("a", 31, "Tom Hanks", 3, "Late")], []))
    assert found.cast.frame["character"].to_list() == ["Late"]
    assert found.cast.rejects.select("record", "movie_id", "action").rows() == [(0, 7, "merged")]
    assert found.cast.read == 2


def test_what_is_written_down_of_a_merged_credit_is_all_of_it(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 31, "Tom Hanks", 0, "Early"), actor("a", 31, "Tom Hanks", 3, "Late")], []))
    (raw_text,) = found.cast.rejects["raw_text"]
    assert "Early" in raw_text


def test_roles_of_one_person_in_one_film_are_several_credits(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 31, "Tom Hanks", 0, "One"), actor("b", 31, "Tom Hanks", 1, "Two")], []))
    assert found.cast.frame["character"].to_list() == ["One", "Two"]


def test_people_are_everybody_in_cast_or_crew_once(credits_of: MakeCredits) -> None:
    found = credits_of(
        (7, [actor("a", 31, "Tom Hanks")], [maker("b", 8, "Lee Unkrich"), maker("c", 31, "Tom Hanks", "Producer")])
    )
    assert people(found.credited).select("person_id", "name").rows() == [(8, "Lee Unkrich"), (31, "Tom Hanks")]


def test_people_who_share_a_name_stay_two(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 1, "Sam Grey"), actor("b", 2, "Sam Grey")], []))
    assert people(found.credited).select("person_id", "name").rows() == [(1, "Sam Grey"), (2, "Sam Grey")]


def test_a_person_has_the_most_common_spelling_and_all_are_kept(credits_of: MakeCredits) -> None:
    found = credits_of(
        (7, [actor("a", 1, "Ana Ruiz")], [maker("b", 1, "Ana R.")]),
        (8, [actor("c", 1, "Ana Ruiz"), actor("d", 1, "A. Ruiz")], []),
    )
    assert people(found.credited).select("person_id", "name").rows() == [(1, "Ana Ruiz")]
    assert sorted(person_names(found.credited).rows()) == [(1, "A. Ruiz"), (1, "Ana R."), (1, "Ana Ruiz")]


def test_an_entry_without_a_person_is_rejected_with_its_text(credits_of: MakeCredits) -> None:
    found = credits_of((7, [actor("a", 31, "Tom Hanks"), {"credit_id": "b", "name": "Nobody", "character": "Ghost"}], []))
    assert found.cast.frame["credit_id"].to_list() == ["a"]
    ((reason, raw_text),) = found.cast.rejects.select("reason", "raw_text").rows()
    assert reason == "the entry has no id"
    assert "Ghost" in raw_text
