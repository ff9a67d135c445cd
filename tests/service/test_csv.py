"""CSV as spreadsheets and programs read it, whatever a text holds."""

import csv
import datetime as dt
import io

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.formats.text import csv_text

FORMULA = tuple("=+-@＝＋－＠")

TEXTS = st.text(st.sampled_from([*"=+-@;,\"'\t\r\n a1|＝", "é"]), max_size=8)


def written(*columns: object) -> str:
    with duckdb.connect() as connection:
        names = ", ".join(f"$c{number} as c{number}" for number, _ in enumerate(columns))
        values = {f"c{number}": value for number, value in enumerate(columns)}
        return b"".join(csv_text(connection, f"select {names}", values)).decode()  # type: ignore[arg-type]


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@given(TEXTS, TEXTS)
@example('a;"=1+1', ";=1+1;")
@example("a\n=1+1;", 'a\t"""@sum(1)')
def test_no_cell_is_a_formula_whatever_is_expected_between_cells(first: str, second: str) -> None:
    text = written(first, second, 7)
    for delimiter in ",;\t":
        for row in read(text, delimiter):
            assert not [cell for cell in row if cell.lstrip("\t\r\n").startswith(FORMULA)]
    [_, row] = read(text)
    # Programs find the text with nothing but apostrophes more, and none in most.
    for cell, value in zip(row, (first, second), strict=False):
        assert cell.replace("'", "") == value.replace("'", "")
    assert row[2] == "7"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Alien; el octavo pasajero", '"Alien; el octavo pasajero"'),
        ("a,b", '"a,b"'),
        ('say "a"', '"say ""a"""'),
        ("a\tb", '"a\tb"'),
        ("a\nb", '"a\nb"'),
        ("a - b = c", "a - b = c"),
        ("it's", "it's"),
        ("=1", "'=1"),
        ("-1", "'-1"),
        (-1, "-1"),
        (-1.5, "-1.5"),
        (True, "true"),
        (["a;=1"], '"[""a;\'=1""]"'),
        (dt.date(2000, 1, 2), "2000-01-02"),
        (dt.timedelta(days=-1), '"\'-1 day, 0:00:00"'),
    ],
)
def test_a_cell(value: object, cell: str) -> None:
    assert written(1, value) == f"c0,c1\r\n1,{cell}\r\n"


def test_nothing_and_an_empty_text_are_rows() -> None:
    assert written(None) == 'c0\r\n""\r\n'
    assert written("") == 'c0\r\n""\r\n'
    assert written(None, None) == "c0,c1\r\n,\r\n"
