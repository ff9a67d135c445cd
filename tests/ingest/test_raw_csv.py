"""Raw files are read exactly, by either reader, and a broken one is named with the place of its fault."""

import csv
import io
import subprocess
from pathlib import Path
from typing import Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.raw_csv import raw_file

HEADER = ("a", "b", "c")

fields = st.lists(
    st.sampled_from([",", '"', '""', "\n", "\r\n", "\r", " ", "'", "\\", "é", "😀", "\u2028", "\x0b", "\x85", "\ufeff"])
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=4),
    max_size=4,
).map("".join)
tables = st.lists(st.tuples(fields, fields, fields), min_size=1, max_size=6)


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "raw.csv"
    path.write_bytes(content)
    return path


def rows_of(path: Path) -> list[tuple[object, ...]]:
    return raw_file(path, HEADER, accept_cut=True).records.rows()


def fault_of(path: Path, required: tuple[str, ...] = HEADER) -> SourceError:
    with pytest.raises(SourceError) as raised:
        raw_file(path, required)
    assert str(path) in str(raised.value)
    return raised.value


@given(table=tables, line_end=st.sampled_from(["\n", "\r\n"]), is_last_line_ended=st.booleans(), has_mark=st.booleans())
def test_any_table_reads_back_equal_with_and_without_a_last_line_break(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[tuple[str, ...]],
    line_end: str,
    *,
    is_last_line_ended: bool,
    has_mark: bool,
) -> None:
    buffer = io.StringIO()
    # A carriage return before a comma or a line break is no part of a field, unless it is quoted.
    is_unclear = any(field.endswith("\r") for row in table for field in row)
    csv.writer(buffer, lineterminator=line_end, quoting=csv.QUOTE_ALL if is_unclear else csv.QUOTE_MINIMAL).writerows(
        [HEADER, *table]
    )
    text = buffer.getvalue() if is_last_line_ended else buffer.getvalue().removesuffix(line_end)
    path = written(tmp_path_factory.getbasetemp(), text.encode("utf-8-sig" if has_mark else "utf-8"))
    assert rows_of(path) == [(number, *(field or None for field in row)) for number, row in enumerate(table)]


@pytest.mark.parametrize(
    "content",
    [b'a,b,c\n1,"He said "hi" twice",3\n4,5,6\n', b'a,b,c\n1,"x\n2,"y"\n3,z",9\n', b'a,b,c\n1,"x" "y",3\n'],
    ids=["unescaped quotes", "quotes over records", "two strings"],
)
def test_text_behind_a_closing_quote_is_never_taken_silently(tmp_path: Path, content: bytes) -> None:
    assert fault_of(written(tmp_path, content)).record == 0


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_carriage_return_that_ends_no_line_is_text(tmp_path: Path, end: bytes) -> None:
    path = written(tmp_path, end.join([b"a,b,c", b"1,x\ry,3", b'4,"q\rz",\r6', b""]))
    assert rows_of(path) == [(0, "1", "x\ry", "3"), (1, "4", "q\rz", "\r6")]
    assert raw_file(path, HEADER).texts(pl.Series([0])).to_list() == ["1,x\ry,3"]


def test_lines_that_end_with_a_carriage_return_alone_are_refused_with_the_command_that_converts_them(tmp_path: Path) -> None:
    assert "its lines end with a carriage return alone; convert it: tr" in str(fault_of(written(tmp_path, b"a,b,c\r1,2,3\r")))


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["slow", "fast"])
@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b,c\n1,2,3\n\n4,5,6", [(0, "1", "2", "3"), (1, None, None, None), (2, "4", "5", "6")]),
        (b'a,b,c\n"","  ",3', [(0, None, "  ", "3")]),
        (b'a,b,c\n1,"x\n\ny",3', [(0, "1", "x\n\ny", "3")]),
        (b'a,b,c\n1,x"y,3', [(0, "1", 'x"y', "3")]),
        (b"\xef\xbb\xbfa,b,c\n1,2,3", [(0, "1", "2", "3")]),
        (b"a,b,c\r\n1,2,3\r\n4,5,6", [(0, "1", "2", "3"), (1, "4", "5", "6")]),
    ],
    ids=["blank line", "empty and blank", "line breaks", "quote inside", "byte order mark", "carriage returns"],
)
def test_both_readers_see_the_same(tmp_path: Path, content: bytes, end: bytes, rows: list[tuple[object, ...]]) -> None:
    assert rows_of(written(tmp_path, content + end)) == rows


def test_a_record_with_fewer_fields_has_nulls_behind_them(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, b"a,b,c\n1\n2,3\n")) == [(0, "1", None, None), (1, "2", "3", None)]


def test_a_record_with_too_many_fields_is_set_aside_and_keeps_its_number(tmp_path: Path) -> None:
    raw = raw_file(written(tmp_path, b'a,b,c\n1,2,3\n4,5,6,"7,7"\n8,9,0\n'), HEADER)
    assert raw.records["record"].to_list() == [0, 2]
    assert raw.set_aside.select("record", "raw_text").rows() == [(1, '4,5,6,"7,7"')]
    assert raw.count == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"a,b,c\n", "there is a header but no record"),
        (b"a,b,c", "there is a header but no record"),
        (b"PK\x03\x04\x14\x00\x00\x00a,b,c\n1,2,3\n", "compressed archive"),
        (b"\x1f\x8b\x08\x00a,b,c\n1,2,3\n", "compressed archive"),
        ("a,b,c\n1,2,3\n".encode("utf-16"), "UTF-16"),
        (b"a,b,c\n1,\x00\x01\x02,3\n", "binary data"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary data"),
    ],
    ids=["empty", "blank", "header only", "header cut", "zip", "gzip", "utf-16", "nul", "picture"],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(tmp_path: Path, content: bytes, message: str) -> None:
    assert message in str(fault_of(written(tmp_path, content)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "does not exist" in str(fault_of(tmp_path / "raw.csv"))


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in str(fault_of(tmp_path))


def test_a_missing_column_is_named_beside_those_that_are_there(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path, b"a,b\n1,2\n"))
    assert fault.column == "c"
    assert "a, b" in str(fault)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    assert fault_of(written(tmp_path, b"a,b,c,b\n1,2,3,4\n")).column == "b"


def test_a_column_of_the_name_that_the_build_uses_is_refused(tmp_path: Path) -> None:
    assert fault_of(written(tmp_path, b"a,b,c,record\n1,2,3,4\n")).column == "record"


@pytest.mark.parametrize("end", ["", "\n"])
def test_bytes_that_are_not_utf8_are_found_in_their_record_and_column(tmp_path: Path, end: str) -> None:
    fault = fault_of(written(tmp_path, f"a,b,c\n1,2,3\n4,Amélie,6{end}".encode("latin-1")))
    assert (fault.record, fault.column) == (1, "b")
    assert "0xe9" in str(fault)


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (b'a,b,c\n1,2,3\n4,"in the mid', "b"),
        (b'a,b,c\n1,2,3\n4,"in the middle\n', "b"),
        (b"a,b,c\n1,2,3\n4,5", "b"),
        (b"a,b,c\n1,2,3\n4", "a"),
    ],
    ids=["quoted", "quoted at a line break", "unquoted", "first field"],
)
def test_a_file_cut_off_in_its_last_record_is_refused(tmp_path: Path, content: bytes, column: str) -> None:
    fault = fault_of(written(tmp_path, content))
    assert fault.record == 1
    assert fault.column == column


@pytest.mark.parametrize(
    ("content", "record", "column"),
    [
        (b"a,b,c\n1,2,3\n4,5,6", 1, "c"),
        (b"a,b,c\n1,2,13", 0, "c"),
        (b'a,b,c\n1,2,"3"', 0, "c"),
        (b"a,b,c\r\n1,2,3\r\n4,5,6,7", 1, "c"),
    ],
    ids=["last record", "only record", "quoted", "too many fields"],
)
def test_a_file_that_may_be_cut_off_in_its_last_field_is_refused_unless_it_is_accepted(
    tmp_path: Path, content: bytes, record: int, column: str
) -> None:
    path = written(tmp_path, content)
    fault = fault_of(path)
    assert (fault.record, fault.column) == (record, column)
    assert "may be cut off; fetch it again, or use --accept-cut" in str(fault)
    assert raw_file(path, HEADER, accept_cut=True).count == record + 1


def test_a_header_may_be_long_and_hold_line_breaks(tmp_path: Path) -> None:
    long = "x" * 100_000
    header = f'a,b,c,{long},"two\nlines"\n'
    raw = raw_file(written(tmp_path, f'{header}1,2,3,4,5\n6,7,8,9,"0\n"\n'.encode()), HEADER)
    assert raw.columns == ("a", "b", "c", long, "two\nlines")
    assert raw.records.rows() == [(0, "1", "2", "3", "4", "5"), (1, "6", "7", "8", "9", "0\n")]
    assert raw.texts(pl.Series([1]))[0] == '6,7,8,9,"0\n"'


@pytest.mark.parametrize("header", [b'a,b,"c\n1,2,3\n', b'a,"b"x,c\n1,2,3\n'], ids=["no end", "text behind"])
def test_a_broken_header_is_named(tmp_path: Path, header: bytes) -> None:
    assert "a quoted field of the header is broken" in str(fault_of(written(tmp_path, header)))


def test_columns_that_nobody_asked_for_are_kept(tmp_path: Path) -> None:
    assert raw_file(written(tmp_path, b"a,b,c\n1,2,3\n"), ("b",)).records.columns == ["record", "a", "b", "c"]


RECORDS = [["1", "2", "3"], ["4", 'say "go", \n', "[{'id': 18}, {'id': 35}]"], ["7", "Amélie", ""]]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_other_separators_are_recognised(tmp_path: Path, separator: str, quoting: Literal[0, 1]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", delimiter=separator, quoting=quoting).writerows([HEADER, *RECORDS])
    assert rows_of(written(tmp_path, buffer.getvalue().encode())) == [
        (number, *(text or None for text in record)) for number, record in enumerate(RECORDS)
    ]


@given(table=tables, separator=st.sampled_from([",", ";", "\t"]), line_end=st.sampled_from(["\n", "\r\n"]))
def test_any_table_with_quotes_escaped_by_a_backslash_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, ...]], separator: str, line_end: str
) -> None:
    def escaped(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    sound = [*table, ('"x\\', "y", "z")]  # which cannot be read in any other way
    lines = [separator.join(map(escaped, row)) for row in [HEADER, *sound]]
    path = written(tmp_path_factory.getbasetemp(), (line_end.join(lines) + line_end).encode())
    assert rows_of(path) == [(number, *(field or None for field in row)) for number, row in enumerate(sound)]


def test_what_is_written_down_of_a_record_is_its_text_in_the_dialect_of_the_file(tmp_path: Path) -> None:
    raw = raw_file(written(tmp_path, b'a;b;c\n"1";"say \\"go\\"";"3"\n4;"x;y";6\n'), HEADER)
    assert raw.texts(pl.Series([0, 1])).to_list() == ['"1";"say \\"go\\"";"3"', '4;"x;y";6']
    assert str(raw.dialect) == "semicolons between fields and quotes escaped by a backslash"


def test_a_file_that_is_broken_with_backslashes_too_is_only_broken(tmp_path: Path) -> None:
    fault = fault_of(written(tmp_path, b'a,b,c\n1,"x \\"y\\" z,3\n'))
    assert "a quoted field is broken or the file was cut off" in str(fault)


def test_windows_1252_is_refused_with_the_command_that_converts_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n1,“Amélie”,3\n".encode("windows-1252"))
    fault = fault_of(path)
    assert "byte 0x93 is not UTF-8" in str(fault)
    subprocess.run(str(fault)[str(fault).index("iconv ") :], shell=True, cwd=tmp_path, check=True)  # noqa: S602
    assert rows_of(tmp_path / "new_raw.csv") == [(0, "1", "“Amélie”", "3")]
