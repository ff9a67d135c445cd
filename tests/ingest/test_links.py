"""What films are linked to, and in which order."""

from collections.abc import Callable

import polars as pl
import pytest

from ingest.links import COLLECTIONS, COUNTRIES, GENRES, Kind, Linked, linked, named, read_records
from ingest.raw_csv import RawFile

MakeLinked = Callable[..., Linked]


@pytest.fixture
def linked_of(make_raw: Callable[..., RawFile]) -> MakeLinked:
    """The links of one kind, from the cells of films 10, 11, …; two cells of one film make two records."""

    def make(*cells: str, kind: Kind = GENRES, movie_ids: list[int] | None = None) -> Linked:
        raw = make_raw(["id", kind.column], [[str(number), cell] for number, cell in enumerate(cells)])
        ids = pl.Series("movie_id", movie_ids or [10 + number for number in range(len(cells))], pl.Int32)
        return linked(raw.records.with_columns(ids), raw, kind, read_records(raw.records, kind))

    return make


def test_links_have_the_place_in_the_list_of_their_film(linked_of: MakeLinked) -> None:
    found = linked_of("[{'id': 18, 'name': 'Drama'}, {'id': 9, 'name': 'War'}]", "[{'id': 9, 'name': 'War'}]")
    assert found.links.frame.rows() == [(10, 18, 1), (10, 9, 2), (11, 9, 1)]
    assert sorted(found.things.rows()) == [(9, "War", 2), (18, "Drama", 1)]


def test_a_thing_listed_twice_is_linked_once_and_the_other_entry_is_written_down(linked_of: MakeLinked) -> None:
    found = linked_of("[{'id': 18, 'name': 'Drama'}, {'id': 18, 'name': 'Drama'}, {'id': 9, 'name': 'War'}]")
    assert found.links.frame.rows() == [(10, 18, 1), (10, 9, 2)]
    assert found.links.rejects.select("record", "movie_id", "action").rows() == [(0, 10, "merged")]
    assert found.links.read == 3


def test_a_broken_entry_leaves_no_gap_in_the_places(linked_of: MakeLinked) -> None:
    found = linked_of("[{'id': 18, 'name': 'Drama'}, {'id': 1, 'name': oops}, {'id': 9, 'name': 'War'}]")
    assert found.links.frame.rows() == [(10, 18, 1), (10, 9, 2)]
    assert found.links.rejects.select("record", "movie_id", "action", "raw_text").rows() == [
        (0, 10, "rejected", "{'id': 1, 'name': oops}")
    ]


def test_the_lists_of_a_film_with_several_records_are_joined(linked_of: MakeLinked) -> None:
    found = linked_of(
        "[{'id': 18, 'name': 'Drama'}]", "[{'id': 9, 'name': 'War'}, {'id': 18, 'name': 'Drama'}]", movie_ids=[5, 5]
    )
    assert found.links.frame.rows() == [(5, 18, 1), (5, 9, 2)]
    assert found.links.counts.count("merged") == 1


def test_a_column_of_empty_cells_gives_empty_tables(linked_of: MakeLinked) -> None:
    found = linked_of("", "[]")
    assert found.things.is_empty()
    assert found.links.frame.is_empty()
    assert found.links.read == 0


def test_countries_are_keyed_by_code_and_collections_stand_without_brackets(linked_of: MakeLinked) -> None:
    countries = linked_of("[{'iso_3166_1': 'ES', 'name': 'Spain'}]", kind=COUNTRIES)
    assert countries.links.frame.rows() == [(10, "ES", 1)]
    collections = linked_of("{'id': 230, 'name': 'The Godfather Collection', 'poster_path': None}", kind=COLLECTIONS)
    assert collections.things.rows() == [(230, "The Godfather Collection", 1)]


def test_what_is_written_down_of_an_entry_is_its_text(linked_of: MakeLinked) -> None:
    found = linked_of(
        "[{'id': 18,  'name': \"Drama\"}, {'id': 18, 'name': 'Dra\\x6da', 'more': None}, {'id': -1, 'name': 'Odd'}]"
    )
    assert found.links.rejects.select("action", "reason", "raw_text").rows() == [
        ("rejected", "'-1' is no valid id (a whole number from 1 to 999,999,999)", "{'id': -1, 'name': 'Odd'}"),
        ("merged", "the entry stands twice in the film's list", "{'id': 18, 'name': 'Dra\\x6da', 'more': None}"),
    ]


def spellings(*rows: tuple[int, str | None, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"genre_id": pl.Int32, "name": pl.String, "times": pl.UInt32}, orient="row")


def test_a_thing_has_the_most_common_name_of_all_files_then_the_smallest() -> None:
    early = spellings((1, "b", 1), (1, "a", 2), (2, "d", 1), (3, None, 1))
    late = spellings((1, "b", 2), (2, "c", 1), (3, None, 5))
    for files in ([early, late], [late, early], [pl.concat([early, late])]):
        assert named(files, GENRES).rows() == [(1, "b"), (2, "c"), (3, None)]
