"""Words that stand where there is no value: a column that uses them shows it, and a film may be called None."""

from collections.abc import Callable
from typing import Any

import pytest

from ingest.null_words import without_null_words, words_in_use
from ingest.raw_csv import RawFile

HEADER = ("id", "title", "original_title", "tagline", "status", "runtime", "genres")
SOUND = {"id": "1", "title": "North", "original_title": "Norte", "tagline": "A line", "status": "Released", "genres": "[]"}

Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def read(make_raw: Callable[..., RawFile]) -> Read:
    """Read films that differ in some cells from a sound one, each argument a file of its own."""

    def reading(*files: list[dict[str, str]]) -> list[dict[str, Any]]:
        raws = [
            make_raw(HEADER, [[(SOUND | film).get(name, "") for name in HEADER] for film in films], name=f"{number}.csv")
            for number, films in enumerate(files)
        ]
        words = words_in_use(raws)
        return [row for raw in raws for row in without_null_words(raw, words).collect().to_dicts()]

    return reading


@pytest.mark.parametrize("word", ["NA", "N/A", "n/a", "nan", "NaN", "None", "NULL", "null", r"\N", "<NA>", " NA "])
@pytest.mark.parametrize("column", ["tagline", "status", "runtime", "genres", "original_title"])
def test_a_word_that_several_cells_hold_means_nothing(read: Read, word: str, column: str) -> None:
    found = read([{column: word}, {column: word}, {}])
    assert [row[column] for row in found] == [None, None, SOUND.get(column)]


def test_several_words_in_one_column_mean_nothing(read: Read) -> None:
    assert [row["tagline"] for row in read([{"tagline": "NA"}, {"tagline": "nan"}, {"tagline": r"\N"}])] == [None] * 3


@pytest.mark.parametrize(("word", "left"), [("None", "None"), ("nan", "nan"), (r"\N", None), ("<NA>", None)])
def test_a_word_that_stands_alone_is_a_text_unless_it_never_is(read: Read, word: str, left: str | None) -> None:
    assert [row["tagline"] for row in read([{"tagline": word}, {}])] == [left, "A line"]


def test_a_word_that_one_column_uses_means_nothing_in_the_others(read: Read) -> None:
    found = read([{"tagline": "nan", "title": "nan"}, {"tagline": "nan"}, {"status": "nan"}])
    assert [(row["title"], row["tagline"], row["status"]) for row in found] == [
        (None, None, "Released"),
        ("North", None, "Released"),
        ("North", "A line", None),
    ]


def test_another_word_than_the_one_in_use_is_a_text(read: Read) -> None:
    assert read([{"tagline": "nan"}, {"tagline": "nan"}, {"status": "NULL"}])[2]["status"] == "NULL"


@pytest.mark.parametrize("title", ["None", "NULL", "null", "NA"])
def test_a_film_that_is_called_so_keeps_its_title(read: Read, title: str) -> None:
    filler = {"tagline": title}
    found = read([filler, filler | {"title": title, "original_title": title}, filler])
    assert [(row["title"], row["original_title"], row["tagline"]) for row in found][1] == (title, title, None)


@pytest.mark.parametrize("title", ["Null", "Nan", "none", "Na"])
def test_what_no_tool_writes_is_a_title(read: Read, title: str) -> None:
    found = read([{"title": title}, {"title": title}, {"tagline": "NA"}, {"tagline": "NA"}])
    assert [row["title"] for row in found] == [title, title, "North", "North"]


def test_a_single_title_is_no_proof_and_several_that_differ_from_the_original_are(read: Read) -> None:
    assert [row["title"] for row in read([{"title": "None"}, {}])] == ["None", "North"]
    assert [row["title"] for row in read([{"title": "None"}, {"title": "None"}])] == [None, None]


def test_films_truly_called_so_prove_nothing(read: Read) -> None:
    truly = {"title": "None", "original_title": "None"}
    found = read([truly, truly, truly, {"tagline": "None"}])
    assert [row["title"] for row in found] == ["None", "None", "None", "North"]
    assert found[3]["tagline"] == "None"


def test_all_files_decide_together(read: Read) -> None:
    assert [row["tagline"] for row in read([{"tagline": "NA"}], [{"tagline": "NA"}])] == [None, None]
