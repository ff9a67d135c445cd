"""Parquet files that unpack to more than a table may have are known before they are unpacked."""

import resource
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import SourceError
from ingest.parquet import is_larger
from ingest.sources import drops

ROWS = 11_000
ENDS = pa.array(range(ROWS + 1), pa.int32())


def one_text_in_all_rows() -> pa.Array:
    """Eleven thousand times a text of a million letters, which the file holds once."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * ROWS, pa.int32()), pa.array(["x" * 1_000_000]))


def in_lists() -> pa.Array:
    return pa.ListArray.from_arrays(ENDS, one_text_in_all_rows())


def in_lists_of_records() -> pa.Array:
    return pa.ListArray.from_arrays(
        ENDS, pa.StructArray.from_arrays([pa.array(range(ROWS)), one_text_in_all_rows()], ["id", "name"])
    )


def in_maps() -> pa.Array:
    return pa.MapArray.from_arrays(ENDS, pa.array(["key"] * ROWS), one_text_in_all_rows())


def written(path: Path, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), path, compression="zstd", dictionary_pagesize_limit=1 << 30)
    return path


@pytest.mark.parametrize("titles", [one_text_in_all_rows, in_lists, in_lists_of_records, in_maps])
def test_a_small_file_of_eleven_gigabytes_is_refused_in_little_memory(tmp_path: Path, titles: object) -> None:
    bomb = written(tmp_path / "movies.parquet", id=pa.array(range(ROWS)), title=titles())  # type: ignore[operator]
    assert bomb.stat().st_size < 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError, match=r"movies\.parquet: it unpacks to more than 10,000,000,000 bytes"):
        drops(tmp_path, tmp_path / "unpacked")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    assert not [path for path in (tmp_path / "unpacked").rglob("*") if path.is_file()]


def test_pages_that_unpack_to_too_much_are_told_from_the_metadata(tmp_path: Path) -> None:
    zeros = written(tmp_path / "movies.parquet", title=pa.array([f"{number:01000}" for number in range(10_000)]))
    assert zeros.stat().st_size < 1_000_000
    assert is_larger(zeros, 9_000_000)
    assert not is_larger(zeros, 11_000_000)


def test_numbers_count_by_their_number(tmp_path: Path) -> None:
    numbers = written(tmp_path / "movies.parquet", id=pa.array([7] * 100_000), votes=pa.array([[1, 2]] * 100_000))
    assert numbers.stat().st_size < 10_000
    assert is_larger(numbers, 299_999)
    assert not is_larger(numbers, 300_000)


def test_texts_count_as_often_as_they_stand_in_rows(tmp_path: Path) -> None:
    texts = [None, "", "ñandú", "x" * 90] * 1_000
    path = written(tmp_path / "movies.parquet", plain=pa.array(texts), lists=pa.array([None, [], texts[:2], texts[2:4]] * 1_000))
    held = 2 * 1_000 * (7 + 90)
    assert path.stat().st_size < held / 10
    assert is_larger(path, held - 1)
    assert not is_larger(path, held)
