"""The text of a record is the one that stands in the file, byte for byte."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.raw_csv import raw_file
from ingest.record_index import STRIDE

HEADER = b"a,b\n"

fields = st.sampled_from(["", "x", "1.50", '"q"', '"a, b"', '"two\nlines"', '"""said"""', "é😀", '"\r\n"', "'", "\\"])
records = st.tuples(fields, fields).map(",".join)


@given(
    texts=st.lists(records | st.just(""), min_size=1, max_size=8),
    line_end=st.sampled_from(["\n", "\r\n"]),
    has_mark=st.booleans(),
    is_ended=st.booleans(),
)
def test_every_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], line_end: str, *, has_mark: bool, is_ended: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "texts.csv"
    *before, last = texts
    if not is_ended and not last:
        before, last = texts, "x,y"
    body = "".join(text + line_end for text in before) + last + (line_end if is_ended else "")
    path.write_bytes((b"\xef\xbb\xbf" if has_mark else b"") + HEADER + body.encode())
    raw = raw_file(path, ("a",), accept_cut=True)
    assert raw.texts(pl.Series(range(raw.count))).to_list() == [*before, last]


@pytest.mark.parametrize("count", [1, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE + 5])
def test_records_far_into_a_file_are_found(tmp_path: Path, count: int) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(HEADER + b"".join(f'{number},"é\n{number}"\n'.encode() for number in range(count)))
    raw = raw_file(path, ("a",))
    wanted = [number for number in (count - 1, 0, STRIDE - 1, STRIDE, 2 * STRIDE) if number < count]
    assert raw.texts(pl.Series(wanted)).to_list() == [f'{number},"é\n{number}"' for number in wanted]


def test_records_set_aside_keep_their_text(tmp_path: Path) -> None:
    path = tmp_path / "raw.csv"
    path.write_bytes(b'a,b\n"1",2\n3,"4",5\n')
    raw = raw_file(path, ("a",))
    gone = pl.DataFrame({"record": [0], "action": ["merged"], "reason": ["why"]})
    assert raw.without(gone).set_aside.select("record", "raw_text").rows() == [(1, '3,"4",5'), (0, '"1",2')]
    assert raw.without(gone).records.is_empty()


def test_a_csv_record_is_one_text(tmp_path: Path) -> None:
    path = tmp_path / "raw.csv"
    path.write_bytes(b'a,b\n1,"x\r\ny"\r\n')
    raw = raw_file(path, ("a",))
    (text,) = raw.texts(pl.Series([0]))
    assert next(csv.reader(io.StringIO(text, newline=""))) == ["1", "x\r\ny"]
