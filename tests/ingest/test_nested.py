"""Nested cells give exactly what the standard parsers give, and what cannot be read rejects only itself."""

import ast
import gc
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import nested
from ingest.entry_patterns import Fields
from ingest.notation import PYTHON

FIELDS: Fields = {"id": pl.Int32, "name": pl.String}

Entry = dict[str, Any]
Parsed = list[tuple[int, int, int | None, str | None]]

PUNCTUATION = ["'", '"', "\\", "\\'", '\\"', "}, {", "{", "}", "[{", "}]", ", ", "': ", "#"]
WORDS = ["None", "nan", "null", "True", "\\x41", "\\u0041", "\\N{DIGIT ONE}"]
ODD_CHARACTERS = ["\n", "\r", "\t", "\x00", "\x0b", "\x1f", "\x7f", "\xa0", "\u200b", "\u2028", "\ufeff", "😀", "é", "e\u0301"]
nasty = st.sampled_from([*PUNCTUATION, *WORDS, *ODD_CHARACTERS])
texts = st.lists(nasty | st.text(max_size=4), max_size=5).map("".join)
integers = st.integers(-(2**31), 2**31 - 1)
plain_values = st.none() | st.booleans() | st.integers() | texts
unwanted_values = plain_values | st.floats(allow_nan=False, allow_infinity=False) | st.lists(plain_values, max_size=2)
regular_entries = st.fixed_dictionaries({"note": plain_values, "id": integers | st.none(), "name": texts | st.none()})
irregular_entries = (
    st.fixed_dictionaries(
        {},
        optional={
            "id": integers | st.none(),
            "name": texts | st.none(),
            "note": unwanted_values,
            "deep": st.dictionaries(texts, unwanted_values, max_size=2),
        },
    )
    .filter(bool)
    .flatmap(lambda entry: st.permutations(list(entry.items())))
    .map(dict)
)
columns = st.lists(st.lists(regular_entries, max_size=3), max_size=5) | st.lists(
    st.lists(regular_entries | irregular_entries, max_size=3), max_size=5
)


def read(cells: list[str | None]) -> nested.Entries:
    frame = pl.DataFrame({"record": range(len(cells)), "cell": cells}, schema={"record": pl.Int64, "cell": pl.String})
    parsed, rejected, unread = nested.entries(frame, "cell", FIELDS, required=("id",))
    return nested.Entries(parsed.sort("record", "position"), rejected, unread)


def parsed_by(parse: Callable[[str], Any], cells: list[str]) -> tuple[Parsed, list[int]]:
    """The entries with an id, and the records of those without."""
    found = [(record, place, entry) for record, cell in enumerate(cells) for place, entry in enumerate(parse(cell))]
    whole = [(record, place, entry["id"], entry.get("name")) for record, place, entry in found if entry.get("id") is not None]
    return whole, [record for record, _, entry in found if entry.get("id") is None]


@given(columns)
def test_python_literals_come_back_as_literal_eval_gives_them(column: list[list[Entry]]) -> None:
    cells = [repr(entries) for entries in column]
    parsed, rejected, _ = read([*cells])
    assert (parsed.rows(), rejected["record"].to_list()) == parsed_by(ast.literal_eval, cells)


@pytest.mark.parametrize("ensure_ascii", [True, False])
@given(column=columns)
def test_json_comes_back_as_json_loads_gives_it(column: list[list[Entry]], *, ensure_ascii: bool) -> None:
    cells = [json.dumps(entries, ensure_ascii=ensure_ascii) for entries in column]
    parsed, rejected, _ = read([*cells])
    assert (parsed.rows(), rejected["record"].to_list()) == parsed_by(json.loads, cells)


BROKEN = [
    "{'id': 1, 'name': oops}",
    "{'id': , 'name': 'x'}",
    "{'id': 1 'name': 'x'}",
    "{'id': 1, 'name': 'no end}",
    "{'id': __import__('os').getpid(), 'name': 'x'}",
    r"{'id': 1, 'name': '\x4'}",
]
whole_entries = st.fixed_dictionaries({"id": integers, "name": texts}).map(repr).filter(lambda text: "}, {" not in text)


@given(st.lists(whole_entries | st.sampled_from(BROKEN), min_size=1, max_size=5))
def test_a_broken_entry_rejects_only_itself(entries: list[str]) -> None:
    good = [(position, ast.literal_eval(text)) for position, text in enumerate(entries) if text not in BROKEN]
    parsed, rejected, _ = read([f"[{', '.join(entries)}]"])
    assert parsed.rows() == [(0, position, entry["id"], entry["name"]) for position, entry in good]
    assert rejected["raw_text"].to_list() == [text for text in entries if text in BROKEN]


@pytest.mark.parametrize("cell", ['[{}, {"id": 1, "name": null}]', "[{}, {'id': 1, 'name': None}]"], ids=["json", "python"])
def test_an_empty_first_entry_does_not_hide_the_notation(cell: str) -> None:
    assert read([cell]).parsed.rows() == [(0, 1, 1, None)]


def test_a_good_entry_survives_a_broken_neighbour_though_its_text_looks_like_the_end_of_an_entry() -> None:
    parsed, rejected, _ = read(["[{'id': 1, 'name': 'a }, { b'}, {'id': 2, 'name': oops}]"])
    assert parsed.rows() == [(0, 0, 1, "a }, { b")]
    assert rejected["raw_text"].to_list() == ["{'id': 2, 'name': oops}"]


@pytest.mark.parametrize("escape", [r"\x4", r"\u12", r"\N{no such name}", r"\U99999999"])
def test_an_escape_that_python_refuses_rejects_its_entry(escape: str) -> None:
    parsed, rejected, _ = read(["[{'id': 1, 'name': 'good'}]", f"[{{'id': 2, 'name': '{escape}'}}]"])
    assert parsed.rows() == [(0, 0, 1, "good")]
    assert rejected["record"].to_list() == [1]


@pytest.mark.parametrize("escape", [r"\q", r"\u12", r"\x41"])
def test_an_escape_that_json_refuses_rejects_its_entry(escape: str) -> None:
    parsed, rejected, _ = read(['[{"id": 1, "name": "good"}]', f'[{{"id": 2, "name": "{escape}"}}]'])
    assert parsed.rows() == [(0, 0, 1, "good")]
    assert rejected["record"].to_list() == [1]


@pytest.mark.parametrize(
    "cells",
    [
        ["[{'id': 1, 'name': 'good'}]", r"[{'id': 2, 'name': '\ud83d'}]"],
        ['[{"id": 1, "name": "good"}]', r'[{"id": 2, "name": "\ud83d"}]'],
        ['[{"id": 1, "name": "good"}]', r'[{"name": "\ud83d", "id": 2}]'],
    ],
    ids=["python", "json", "irregular"],
)
def test_half_a_surrogate_pair_rejects_its_entry(cells: list[str | None]) -> None:
    parsed, rejected, _ = read(cells)
    assert parsed.rows() == [(0, 0, 1, "good")]
    assert rejected["record"].to_list() == [1]


@pytest.mark.parametrize(
    "code",
    ["__import__('pathlib').Path({mark!r}).touch()", "[{{'id': 1, 'name': __import__('pathlib').Path({mark!r}).touch()}}]"],
)
def test_code_in_a_cell_is_rejected_and_never_run(code: str, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    parsed, rejected, _ = read(["[{'id': 1, 'name': 'good'}]", code.format(mark=str(mark))])
    assert parsed.height == 1
    assert rejected["record"].to_list() == [1]
    assert not mark.exists()


@pytest.mark.parametrize("cell", [None, "", "  ", "[]", " [] "])
def test_an_empty_cell_holds_no_entry(cell: str | None) -> None:
    parsed, rejected, _ = read([cell])
    assert parsed.is_empty()
    assert rejected.is_empty()


@pytest.mark.parametrize("cell", ["0.065736", "'text'", "None", "(1, 2)", "{1, 2}", "not a literal"])
def test_a_cell_that_is_no_list_is_rejected_whole(cell: str) -> None:
    parsed, rejected, _ = read(["[{'id': 1, 'name': 'good'}]", cell])
    assert parsed.height == 1
    assert rejected["record"].to_list() == [1]


def test_a_single_entry_may_stand_without_brackets() -> None:
    assert read(["{'id': 1, 'name': 'alone'}"]).parsed.rows() == [(0, 0, 1, "alone")]


def test_none_is_null_and_the_text_none_is_text() -> None:
    parsed = read(["[{'id': 1, 'name': None}, {'id': 2, 'name': 'None'}]"]).parsed
    assert parsed["name"].to_list() == [None, "None"]


@pytest.mark.parametrize("value", ["1.5", "True", "'1'", "[1]", "2147483648", "-2147483649", "9" * 30])
def test_a_value_of_another_type_rejects_its_entry(value: str) -> None:
    parsed, rejected, _ = read([f"[{{'id': 1, 'name': 'good'}}, {{'id': {value}, 'name': 'bad'}}]"])
    assert parsed["name"].to_list() == ["good"]
    assert rejected["reason"].to_list() == ["id is not a whole number of 32 bits"]


def test_an_entry_without_a_required_key_is_rejected_with_the_key_named() -> None:
    parsed, rejected, _ = read(["[{'id': 1, 'name': 'good'}, {'name': 'lost'}, {'id': None, 'name': 'null'}]"])
    assert parsed["name"].to_list() == ["good"]
    assert rejected["reason"].to_list() == ["the entry has no id", "the entry has no id"]


def test_two_columns_may_be_read_at_the_same_time() -> None:
    # The garbage collector may run Python code, and with it another thread, amid the making of a tree.
    def yield_to_others(_phase: str, _info: dict[str, int]) -> None:
        time.sleep(0)

    cell = str([{"id": number, "name": 'a "quoted" name'} for number in range(200)])
    gc.callbacks.append(yield_to_others)
    try:
        with ThreadPoolExecutor(2) as threads:
            assert all(len(value) == 200 for value in threads.map(PYTHON.parse, [cell] * 100))
    finally:
        gc.callbacks.remove(yield_to_others)
