"""Films that line breaks split over several records become whole or leave, and nothing else is touched."""

import csv
import io
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.movies import films
from ingest.raw_csv import RawFile, raw_file
from ingest.split_records import repaired
from tests.data.layouts import MOVIE_COLUMNS, TMDB_5000_COLUMNS

HEADER = ("adult", "id", "overview", "popularity", "release_date", "title", "vote_count")
WHOLE = ("False", "1", "All in one", "1.5", "1990-01-01", "Whole", "3")
FIRST = ("False", "2", "First part", "", "", "", "")
SECOND = (" second part", "0.5", "1991-01-01", "Split", "4", "", "")
REQUIRED = ("id", "title")
CUT = "a piece of a record that line breaks split; the pieces do not fit together"
SHORT = ("False", "3", "Stops here", "", "", "", "")

MakeRaw = Callable[..., RawFile]
Repair = Callable[..., RawFile]


@pytest.fixture
def repair(make_raw: MakeRaw) -> Repair:
    """Write records and repair them."""
    return lambda records, header=HEADER: repaired(make_raw(header, records), REQUIRED)


def set_aside(raw: RawFile) -> list[tuple[int, int | None, str]]:
    return raw.set_aside.select("record", "movie_id", "action").rows()


def films_in(raw: RawFile) -> set[str]:
    """The ids of the records that would be films."""
    return set(raw.records.filter(raw.records["release_date"].str.contains("^[0-9]{4}-")).drop_nulls("id")["id"])


def test_two_halves_become_one_record_with_the_number_of_the_first(repair: Repair) -> None:
    assert sorted(repair([WHOLE, FIRST, SECOND, WHOLE]).records.rows()) == [
        (0, *WHOLE),
        (1, "False", "2", "First part\n second part", "0.5", "1991-01-01", "Split", "4"),
        (3, *WHOLE),
    ]


def test_halves_without_the_padding_of_commas_are_joined_too(repair: Repair) -> None:
    assert repair([FIRST[:3], SECOND[:5]]).records.equals(repair([FIRST, SECOND]).records)


def test_the_later_pieces_are_accounted_for_with_the_text_from_the_first_one_on(repair: Repair) -> None:
    first, second = "False,2,First part,,,,", " second part,0.5,1991-01-01,Split,4,,"
    assert repair([FIRST, SECOND]).set_aside.select("record", "movie_id", "action", "reason", "raw_text").rows() == [
        (1, 2, "repaired", "a piece of record 0, split by a line break; joined with it", f"{first}\n{second}")
    ]
    in_three = repair([FIRST, ("middle", *[""] * 6), SECOND]).set_aside
    assert in_three["raw_text"].to_list() == [f"{first}\nmiddle,,,,,,", f"{first}\nmiddle,,,,,,\n{second}"]


def test_what_becomes_of_a_joined_record_has_the_text_of_all_its_pieces(repair: Repair) -> None:
    raw = repair([FIRST, SECOND])
    assert raw.texts(raw.records["record"]).to_list() == ["False,2,First part,,,,\n second part,0.5,1991-01-01,Split,4,,"]


def test_every_split_film_of_a_file_is_joined(repair: Repair) -> None:
    other = ("False", "9", "Once", "", "", "", "")
    raw = repair([FIRST, SECOND, other, SECOND])
    assert sorted(raw.records["id"]) == ["2", "9"]
    assert set_aside(raw) == [(1, 2, "repaired"), (3, 9, "repaired")]


def test_a_blank_line_within_a_text_is_part_of_it(repair: Repair) -> None:
    raw = repair([FIRST, ("",) * 7, ("",), SECOND])
    assert raw.records["overview"].to_list() == ["First part\n\n\n second part"]


def test_a_break_at_the_edge_of_a_text_is_no_part_of_it(repair: Repair) -> None:
    assert repair([FIRST, ("", *SECOND[1:])]).records["overview"].to_list() == ["First part"]
    assert repair([(*FIRST[:2], "", *FIRST[3:]), SECOND]).records["overview"].to_list() == [" second part"]


@pytest.mark.parametrize(
    "followers",
    [
        [WHOLE],
        [],
        [("False", "tt9", "No number", "1.5", "1990-01-01", "Whole", "3")],
        [("rest", "0.5", "", "", "", "", "")],
        [("rest", "0.5", "1991-01-01", "", "4", "", "")],
        [("rest", "0.5", "no date", "Split", "4", "", "")],
        [("rest", "0.5", "1991-01-01", "Split", "many", "", "")],
        [("rest", "0.5", "1991-01-01", "Split", "4", "more", "")],
    ],
    ids=["whole", "end of file", "id is text", "all missing", "no title", "no date", "no count", "too wide"],
)
def test_a_short_record_before_anything_else_is_no_film(repair: Repair, followers: list[tuple[str, ...]]) -> None:
    dated = ("False", "3", "Stops here", "1.5", "1990-01-01", "", "")
    for short in (SHORT, dated):
        raw = repair([short, *followers])
        assert films_in(raw) <= {"1", "tt9"}
        assert "repaired" not in raw.set_aside["action"]


def test_a_title_that_may_be_cut_is_no_title(repair: Repair) -> None:
    cut = ("False", "3", "Plot", "1.5", "1990-01-01", "A ti", "")
    raw = repair([cut, ("tle", "many", "", "", "", "", "")])
    assert raw.set_aside.select("record", "movie_id", "action", "reason").rows() == [
        (0, 3, "rejected", CUT),
        (1, None, "rejected", CUT),
    ]


def test_a_film_without_votes_stays_before_sound_and_before_odd_records(repair: Repair) -> None:
    voteless = (*WHOLE[:6], "")
    odd = ("False", "tt9", "Odd", "1.5", "1990-01-01", "Odd", "3")
    raw = repair([voteless, WHOLE, voteless, odd, voteless])
    assert raw.records.height == 5
    assert raw.set_aside.is_empty()


def test_halves_with_another_record_between_them_are_not_joined(make_raw: MakeRaw) -> None:
    overlong = (*WHOLE, "too", "long")
    raw = repaired(make_raw(HEADER, [FIRST, overlong, SECOND]), REQUIRED)
    assert raw.records["record"].to_list() == [2]
    assert set_aside(raw) == [(1, None, "rejected"), (0, 2, "rejected")]


def test_a_second_half_alone_is_left_alone(make_raw: MakeRaw) -> None:
    raw = make_raw(HEADER, [SECOND, WHOLE])
    assert repaired(raw, REQUIRED).records.equals(raw.records)


def test_texts_that_fit_in_two_ways_are_rejected(repair: Repair) -> None:
    header = ("id", "title", "tagline", "overview", "release_date")
    raw = repair([("1", "A", "", "", ""), ("B", "", "", "", ""), ("C", "1990-01-01", "", "", "")], header)
    assert films_in(raw) == set()


FULL = {
    "adult": "False",
    "belongs_to_collection": "{'id': 7, 'name': 'Some Series', 'poster_path': None}",
    "budget": "30000000",
    "genres": "[{'id': 18, 'name': 'Drama'}, {'id': 35, 'name': 'Comedy'}]",
    "homepage": "http://example.org/north road",
    "id": "4711",
    "imdb_id": "tt0114709",
    "original_language": "en",
    "original_title": "Camino del Norte",
    "overview": "He said, “go”, and left. She stayed.",
    "popularity": "3.25",
    "poster_path": "/north.jpg",
    "production_companies": "[{'name': 'Casa Uno', 'id': 7}]",
    "production_countries": "[{'iso_3166_1': 'ES', 'name': 'Spain'}]",
    "release_date": "1995-10-30",
    "revenue": "373554033",
    "runtime": "95.0",
    "spoken_languages": "[{'iso_639_1': 'en', 'name': 'English'}]",
    "status": "Released",
    "tagline": "A line, and one more",
    "title": "North Road",
    "video": "False",
    "vote_average": "7.7",
    "vote_count": "5415",
    "keywords": "[{'id': 1, 'name': 'road movie'}]",
}
FREE_TEXT = ("homepage", "original_title", "overview", "tagline", "title")
LAYOUTS = {"full": MOVIE_COLUMNS, "tmdb_5000": TMDB_5000_COLUMNS}

Break = tuple[int, int]


def pieces_of(record: Sequence[str], breaks: Sequence[Break], *, padded: bool) -> list[list[str]]:
    """A record broken at places of columns, each piece as the file has it."""
    pieces: list[list[str]] = [[]]
    for column, text in enumerate(record):
        start = 0
        for place in sorted(place for broken, place in breaks if broken == column):
            pieces[-1].append(text[start:place])
            pieces.append([])
            start = place
        pieces[-1].append(text[start:])
    return [piece + [""] * (len(record) - len(piece)) if padded else piece for piece in pieces]


def mended(record: Sequence[str], breaks: Sequence[Break]) -> list[str]:
    """The record with the line breaks in its texts."""
    texts = []
    for column, text in enumerate(record):
        places = sorted(place for broken, place in breaks if broken == column and 0 < place < len(text))
        bounds = zip([0, *places], [*places, len(text)], strict=True)
        texts.append("\n".join(text[start:end] for start, end in bounds))
    return texts


class Split(NamedTuple):
    """A film that line breaks split."""

    film: dict[str, str]
    breaks: Sequence[Break]


class Outcome(NamedTuple):
    """What became of a split film.

    Attributes:
        record: It as it was when it was whole.
        number: The number of its first piece in the file.
        found: What stands in its place, if it is a film.
    """

    record: list[str]
    number: int
    found: list[str] | None


def outcomes(folder: Path, columns: list[str], splits: Sequence[Split], *, padded: bool) -> tuple[RawFile, list[Outcome]]:
    """The repaired file of split films, each with an id of its own and between two sound ones, and what became of them."""
    whole = [[{**split.film, "id": str(4711 + number)}[name] for name in columns] for number, split in enumerate(splits)]
    pieces = [pieces_of(record, split.breaks, padded=padded) for record, split in zip(whole, splits, strict=True)]
    sound = [
        [(FULL | {"id": str(8000 + number), "title": "South Road"})[name] for name in columns] for number in range(len(whole) + 1)
    ]
    records = [sound[0]]
    firsts = []
    for of_film, behind in zip(pieces, sound[1:], strict=True):
        firsts.append(len(records))
        records += [*of_film, behind]
    path = folder / "movies.csv"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *records])
    path.write_text(text.getvalue(), encoding="utf-8")
    raw = repaired(raw_file(path, columns), REQUIRED)
    made = films(raw).loaded
    assert made.read == made.frame.height + sum(made.counts.count(action) for action in ("repaired", "merged", "rejected"))
    found = set(made.frame["movie_id"])
    assert found - set(range(4711, 4711 + len(whole))) == set(range(8000, 8000 + len(sound)))
    kept = {number: [text or "" for text in record] for number, *record in raw.records.iter_rows()}
    return raw, [
        Outcome(record, first, kept[first] if 4711 + number in found else None)
        for number, (record, first) in enumerate(zip(whole, firsts, strict=True))
    ]


def places_of(columns: list[str], names: Sequence[str]) -> list[Break]:
    """Every place in some columns, edges included."""
    return [(columns.index(name), place) for name in names if name in columns for place in range(len(FULL[name]) + 1)]


@pytest.mark.parametrize("padded", [True, False], ids=["padded", "bare"])
@pytest.mark.parametrize("name", FREE_TEXT)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_film_broken_anywhere_in_free_text_is_whole_again(tmp_path: Path, layout: str, name: str, *, padded: bool) -> None:
    columns = LAYOUTS[layout]
    splits = [Split(FULL, [at]) for at in places_of(columns, [name])]
    for split, outcome in zip(splits, outcomes(tmp_path, columns, splits, padded=padded)[1], strict=True):
        assert outcome.found == mended(outcome.record, split.breaks), split.breaks


@pytest.mark.parametrize("padded", [True, False], ids=["padded", "bare"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_film_broken_at_the_edge_of_any_column_is_whole_again(tmp_path: Path, layout: str, *, padded: bool) -> None:
    columns = LAYOUTS[layout]
    edges = [(column, place) for column, name in enumerate(columns) for place in (0, len(FULL[name]))]
    splits = [Split(FULL, [at]) for at in edges[1:-1]]  # a break at the very beginning or end splits nothing
    for split, outcome in zip(splits, outcomes(tmp_path, columns, splits, padded=padded)[1], strict=True):
        assert outcome.found == outcome.record, split.breaks


@pytest.mark.parametrize("name", [name for name in FULL if name not in FREE_TEXT])
def test_a_film_broken_in_any_other_column_is_whole_again_or_leaves(tmp_path: Path, name: str) -> None:
    columns = MOVIE_COLUMNS if name in MOVIE_COLUMNS else TMDB_5000_COLUMNS
    splits = [Split(FULL, [at]) for at in places_of(columns, [name])[1:-1]]
    raw, found = outcomes(tmp_path, columns, splits, padded=True)
    records = {number: record for number, *record in raw.records.iter_rows()}
    for split, outcome in zip(splits, found, strict=True):
        if name == "adult":  # behind it the record is whole
            assert records[outcome.number + 1][1:] == outcome.record[1:], split.breaks
        elif name != "vote_count":  # whose beginning is a count too
            assert outcome.found in (None, mended(outcome.record, split.breaks)), split.breaks


sparse_records = st.fixed_dictionaries(
    {
        name: st.just(text) if name in {"id", "title", "release_date"} else st.sampled_from([text, text, ""])
        for name, text in FULL.items()
    }
    | {"tagline": st.sampled_from(["", "1984", "Now", FULL["tagline"]]), "title": st.sampled_from(["300", "It", "North Road"])}
)
several_breaks = st.lists(
    st.tuples(st.sampled_from(FREE_TEXT), st.floats(0, 1)), min_size=1, max_size=3, unique_by=lambda broken: broken
)


@settings(max_examples=60)
@given(film=sparse_records, breaks=several_breaks, layout=st.sampled_from(sorted(LAYOUTS)), padded=st.booleans())
def test_a_film_in_several_pieces_is_whole_again_or_leaves(
    tmp_path_factory: pytest.TempPathFactory,
    film: dict[str, str],
    breaks: list[tuple[str, float]],
    layout: str,
    *,
    padded: bool,
) -> None:
    columns = LAYOUTS[layout]
    at = [(columns.index(name), round(share * len(film[name]))) for name, share in breaks if name in columns]
    _, [outcome] = outcomes(tmp_path_factory.getbasetemp(), columns, [Split(film, at)], padded=padded)
    assert outcome.found in (None, mended(outcome.record, at))


@pytest.mark.parametrize("count", [2, 3])
def test_a_film_in_three_and_four_pieces_is_whole_again(tmp_path: Path, count: int) -> None:
    inside = {name: (MOVIE_COLUMNS.index(name), 4 + number) for number, name in enumerate(FREE_TEXT)}
    same = [(MOVIE_COLUMNS.index("overview"), place) for place in (3, 9, 20)]
    different = list(inside.values())
    places = [same[:count], *(different[start : start + count] for start in range(len(different) - count + 1))]
    splits = [Split(FULL, at) for at in places]
    for padded in (True, False):
        for split, outcome in zip(splits, outcomes(tmp_path, MOVIE_COLUMNS, splits, padded=padded)[1], strict=True):
            assert outcome.found == mended(outcome.record, split.breaks), split.breaks


CREDITS = {
    "movie_id": "862",
    "title": "Toy Story, part one",
    "cast": "[{'credit_id': 'a', 'id': 31, 'name': 'Tom Hanks'}, {'credit_id': 'b', 'id': 8, 'name': \"O'Hara\"}]",
    "crew": "[{'credit_id': 'c', 'id': 7879, 'name': 'John Lasseter', 'job': 'Director'}]",
    "id": "862",
    "keywords": "[{'id': 1, 'name': 'toy'}, {'id': 2, 'name': 'shelf'}]",
}


@pytest.mark.parametrize("padded", [True, False], ids=["padded", "bare"])
@pytest.mark.parametrize(
    "columns", [["cast", "crew", "id"], ["movie_id", "title", "cast", "crew"], ["id", "keywords"]], ids=" ".join
)
def test_what_is_said_of_a_film_is_whole_again_or_leaves(make_raw: MakeRaw, columns: list[str], *, padded: bool) -> None:
    record = [CREDITS[column] for column in columns]
    behind = [text.replace("862", "863") for text in record]
    key = next(column for column in ("movie_id", "id") if column in columns)
    repairs = 0
    inside = [at for at in places_of_record(record)[1:-1] if columns[at[0]] != "id"]  # the beginning of an id is one too
    splits = [[record, *pieces_of(record, [at], padded=padded), behind] for at in inside]
    raw = repaired(make_raw(columns, list(chain.from_iterable(splits))), (key,))
    kept = {row[0]: row[1:] for row in raw.records.drop_nulls(key).rows()}
    for number, at in enumerate(inside):
        before, first, second, after = range(4 * number, 4 * number + 4)
        found = [list(kept[piece]) for piece in (first, second) if piece in kept]
        assert found in ([], [mended(record, [at])]) or columns[at[0]] == "movie_id", at
        repairs += bool(found)
        assert {before, after} <= kept.keys()
    assert repairs > len(inside) / 2


def places_of_record(record: Sequence[str]) -> list[Break]:
    """Every place in a record, edges included."""
    return [(column, place) for column, text in enumerate(record) for place in range(len(text) + 1)]
