"""The rules that make films of raw records."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ingest.domains import FILM
from ingest.layouts import TMDB_5000
from ingest.movies import Films, films
from ingest.raw_csv import RawFile

MakeRaw = Callable[..., RawFile]
MakeFilms = Callable[..., Films]

WHOLE = dict.fromkeys((*TMDB_5000[0].required, *TMDB_5000[0].usual), "") | {
    "id": "1",
    "title": "A Film",
    "release_date": "1995-10-30",
    "budget": "200",
    "revenue": "500",
    "runtime": "81.0",
    "popularity": "2.5",
    "vote_average": "7.7",
    "vote_count": "10",
}


@pytest.fixture
def films_of(make_raw: MakeRaw) -> MakeFilms:
    """Films of records that are whole but for what is given."""

    def make(*changes: dict[str, str]) -> Films:
        columns = {column: "" for change in changes for column in change} | WHOLE
        return films(make_raw(list(columns), [list((columns | change).values()) for change in changes]))

    return make


def only(found: Films) -> dict[str, Any]:
    (row,) = found.loaded.frame.to_dicts()
    return row


def set_aside(found: Films, action: str) -> list[tuple[Any, ...]]:
    return found.loaded.rejects.filter(action=action).select("record", "column_name", "movie_id", "reason").rows()


def test_a_whole_film_has_its_values_typed(films_of: MakeFilms) -> None:
    row = only(films_of({}))
    assert (row["movie_id"], row["release_date"], row["release_year"]) == (1, date(1995, 10, 30), 1995)
    assert (row["budget"], row["revenue"], row["return"]) == (200, 500, 2.5)
    assert (row["runtime"], row["popularity"], row["vote_average"], row["vote_count"]) == (81, 2.5, 7.7, 10)


@pytest.mark.parametrize(
    ("budget", "revenue", "money"),
    [
        ("", "", (0, 0, 0.0)),
        ("100", "", (100, 0, 0.0)),
        ("", "100", (0, 100, 0.0)),
        ("0", "100", (0, 100, 0.0)),
        ("0", "0", (0, 0, 0.0)),
        ("3", "1", (3, 1, 1 / 3)),
        ("100.0", "250.", (100, 250, 2.5)),
    ],
)
def test_unknown_money_is_0_and_so_is_the_return_without_a_budget(
    films_of: MakeFilms, budget: str, revenue: str, money: tuple[int, int, float]
) -> None:
    row = only(films_of({"budget": budget, "revenue": revenue}))
    assert (row["budget"], row["revenue"], row["return"]) == money


@pytest.mark.parametrize(
    "text", ["", "1", "1995", "1995-13-01", "1995-02-30", "30/10/1995", "1995-10-30T00:00:00", "0001-01-01", "9999-12-31"]
)
def test_a_film_without_a_release_date_leaves(films_of: MakeFilms, text: str) -> None:
    found = films_of({}, {"id": "2", "release_date": text})
    assert found.loaded.frame["movie_id"].to_list() == [1]
    ((record, _, movie_id, reason),) = set_aside(found, "rejected")
    assert (record, movie_id) == (1, 2)
    assert text in reason


@pytest.mark.parametrize("text", ["", "tt0114709", "1997-08-20", "1.5", "99999999999", "0", "-7", "2147483647"])
def test_a_film_without_a_number_leaves(films_of: MakeFilms, text: str) -> None:
    found = films_of({}, {"id": text})
    assert found.loaded.frame["movie_id"].to_list() == [1]
    ((record, _, movie_id, reason),) = set_aside(found, "rejected")
    assert (record, movie_id) == (1, None)
    assert text in reason


def test_of_a_repeated_film_the_record_with_most_votes_is_kept(films_of: MakeFilms) -> None:
    found = films_of({"vote_count": ""}, {"vote_count": "9", "title": "Most"}, {"vote_count": "8"})
    assert only(found)["title"] == "Most"
    assert [(record, movie_id) for record, _, movie_id, _ in set_aside(found, "merged")] == [(0, 1), (2, 1)]


def test_of_a_repeated_film_with_equal_votes_the_last_record_is_kept(films_of: MakeFilms) -> None:
    found = films_of({"title": "First"}, {"title": "Last"})
    assert only(found)["title"] == "Last"
    assert set_aside(found, "merged") == [(0, None, 1, "the film stands again in record 1, which is kept")]


def test_a_repeated_record_without_a_date_does_not_win(films_of: MakeFilms) -> None:
    found = films_of({"title": "Dated"}, {"title": "Undated", "release_date": "", "vote_count": "99"})
    assert only(found)["title"] == "Dated"


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("runtime", "90.5", None),
        ("runtime", "long", None),
        ("popularity", "NaN", None),
        ("popularity", "inf", None),
        ("vote_average", "7,5", None),
        ("vote_count", "99999999999", None),
        ("budget", "12.50", 0),
        ("revenue", "lots", 0),
        ("vote_count", "-1", None),
        ("vote_count", "2147483647", None),
        ("vote_average", "1000", None),
        ("vote_average", "-0.1", None),
        ("popularity", "1e308", None),
        ("popularity", "-1", None),
        ("popularity", "1e999", None),
        ("runtime", "-5", None),
        ("runtime", "2147483647", None),
        ("budget", "-1", 0),
        ("budget", "100000000001", 0),
        ("revenue", "999999999999999999", 0),
        ("revenue", "9" * 40, 0),
    ],
)
def test_a_cell_that_is_no_such_value_is_blanked_and_written_down(
    films_of: MakeFilms, column: str, text: str, value: int | None
) -> None:
    found = films_of({column: text})
    assert only(found)[column] == value
    assert set_aside(found, "blanked") == [(0, column, 1, f"'{text}' is no valid {column} ({FILM[column]})")]
    assert found.loaded.rejects["raw_text"].to_list() == [text]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("popularity", "9e-05", 9e-05),
        ("popularity", " 21.946943 ", 21.946943),
        ("runtime", "81", 81),
        ("runtime", "0.0", 0),
        ("vote_count", "5415.0", 5415),
        ("budget", "100000000000", 100_000_000_000),
    ],
)
def test_the_ways_to_write_a_number_are_read(films_of: MakeFilms, column: str, text: str, value: float) -> None:
    found = films_of({column: text})
    assert only(found)[column] == value
    assert set_aside(found, "blanked") == []


def test_a_zero_has_no_sign(films_of: MakeFilms) -> None:
    assert str(only(films_of({"popularity": "-0.0"}))["popularity"]) == "0.0"


def test_empty_text_is_null_and_other_text_stays_as_it_is(films_of: MakeFilms) -> None:
    row = only(
        films_of({"title": " Spaced\u00a0", "overview": "Two\nlines", "tagline": "", "original_language": "", "status": "nan"})
    )
    assert (row["title"], row["overview"], row["status"]) == (" Spaced\u00a0", "Two\nlines", "nan")
    assert (row["tagline"], row["original_language"]) == (None, None)


def test_the_columns_that_the_brief_drops_are_not_in_the_table(make_raw: MakeRaw) -> None:
    dropped = ("video", "imdb_id", "adult", "original_title", "poster_path", "homepage")
    found = films(make_raw([*WHOLE, *dropped], [[*WHOLE.values(), *dropped]]))
    assert not set(dropped) & set(found.loaded.frame.columns)


def test_columns_that_nobody_asked_for_do_no_harm(make_raw: MakeRaw) -> None:
    found = films(make_raw([*WHOLE, "movie_id", "reason"], [[*WHOLE.values(), "tt1", "none"]]))
    assert found.loaded.frame["movie_id"].to_list() == [1]


def test_films_come_in_the_order_of_their_ids(films_of: MakeFilms) -> None:
    assert films_of({"id": "3"}, {"id": "1"}, {"id": "2"}).loaded.frame["movie_id"].to_list() == [1, 2, 3]


def test_a_file_in_which_no_film_is_usable_gives_an_empty_table(films_of: MakeFilms) -> None:
    found = films_of({"release_date": ""}, {"id": "x"})
    assert found.loaded.frame.is_empty()
    assert found.loaded.counts.count("rejected") == found.loaded.read == 2


@pytest.mark.parametrize("title", ["", " "])
def test_a_film_without_title_has_its_original_one_and_that_is_written_down(films_of: MakeFilms, title: str) -> None:
    found = films_of({"title": title, "original_title": "Una película"})
    assert only(found)["title"] == "Una película"
    reason = "the film has no title; it is called by its original title 'Una película'"
    assert set_aside(found, "filled") == [(0, "title", 1, reason)]
    assert found.loaded.rejects["raw_text"].to_list() == [title]
    assert (found.loaded.counts.read, found.loaded.counts.kept) == (1, 1)


@pytest.mark.parametrize("changes", [{"title": ""}, {"title": " "}, {"title": "", "original_title": " "}])
def test_a_film_without_any_title_leaves(films_of: MakeFilms, changes: dict[str, str]) -> None:
    found = films_of({}, {"id": "2"} | changes)
    assert found.loaded.frame["movie_id"].to_list() == [1]
    assert set_aside(found, "rejected") == [(1, None, 2, "the film has no title")]
