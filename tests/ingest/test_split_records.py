"""Films that a line break split over two records become whole, and nothing else is touched."""

from collections.abc import Callable

import pytest

from ingest.raw_csv import RawFile
from ingest.split_records import joined_halves

HEADER = ("adult", "id", "overview", "popularity", "release_date", "title", "vote_count")
WHOLE = ("False", "1", "All in one", "1.5", "1990-01-01", "Whole", "3")
FIRST = ("False", "2", "First part", "", "", "", "")
SECOND = (" second part", "0.5", "1991-01-01", "Split", "4", "", "")
SHORT = ("False", "3", "Stops here", "", "", "", "")

MakeRaw = Callable[..., RawFile]


def test_two_halves_become_one_record_with_the_number_of_the_first(make_raw: MakeRaw) -> None:
    records, _ = joined_halves(make_raw(HEADER, [WHOLE, FIRST, SECOND, WHOLE]).records)
    assert records.rows() == [
        (0, *WHOLE),
        (1, "False", "2", "First part\n second part", "0.5", "1991-01-01", "Split", "4"),
        (3, *WHOLE),
    ]


def test_halves_without_the_padding_of_commas_are_joined_too(make_raw: MakeRaw) -> None:
    padded, _ = joined_halves(make_raw(HEADER, [FIRST, SECOND]).records)
    bare, _ = joined_halves(make_raw(HEADER, [FIRST[:3], SECOND[:5]]).records)
    assert bare.equals(padded)


def test_the_second_half_is_accounted_for_with_the_text_of_both(make_raw: MakeRaw) -> None:
    _, repaired = joined_halves(make_raw(HEADER, [FIRST, SECOND]).records)
    assert repaired.select("record", "movie_id", "raw_text").rows() == [
        (1, 2, "False,2,First part,,,,\n second part,0.5,1991-01-01,Split,4,,")
    ]


def test_every_split_film_of_a_file_is_joined(make_raw: MakeRaw) -> None:
    other = ("False", "9", "Once", "", "", "", "")
    records, repaired = joined_halves(make_raw(HEADER, [FIRST, SECOND, other, SECOND]).records)
    assert records["id"].to_list() == ["2", "9"]
    assert repaired["record"].to_list() == [1, 3]


def test_a_first_half_may_be_followed_by_an_empty_line_of_text(make_raw: MakeRaw) -> None:
    records, _ = joined_halves(make_raw(HEADER, [FIRST, ("", *SECOND[1:])]).records)
    assert records["overview"].to_list() == ["First part\n"]


@pytest.mark.parametrize(
    "followers",
    [
        [WHOLE],
        [],
        [("False", "tt9", "No number", "1.5", "1990-01-01", "Whole", "3")],
        [("False", "", "", "", "", "", "")],
        [("rest", "0.5", "", "", "", "", "")],
        [("rest", "0.5", "1991-01-01", "", "4", "", "")],
        [("rest", "0.5", "no date", "Split", "4", "", "")],
        [("rest", "0.5", "1991-01-01", "Split", "many", "", "")],
        [("rest", "0.5", "1991-01-01", "Split", "4", "more", "")],
    ],
    ids=["whole", "end of file", "id is text", "no id", "all missing", "no title", "no date", "no count", "too wide"],
)
def test_a_short_record_before_anything_else_stays_as_it_is(make_raw: MakeRaw, followers: list[tuple[str, ...]]) -> None:
    raw = make_raw(HEADER, [SHORT, *followers])
    records, repaired = joined_halves(raw.records)
    assert records.equals(raw.records)
    assert repaired.is_empty()


def test_halves_with_another_record_between_them_are_not_joined(make_raw: MakeRaw) -> None:
    overlong = (*WHOLE, "too", "long")
    raw = make_raw(HEADER, [FIRST, overlong, SECOND])
    records, repaired = joined_halves(raw.records)
    assert records["record"].to_list() == [0, 2]
    assert repaired.is_empty()


def test_a_second_half_alone_is_left_alone(make_raw: MakeRaw) -> None:
    raw = make_raw(HEADER, [SECOND, WHOLE])
    assert joined_halves(raw.records)[0].equals(raw.records)
