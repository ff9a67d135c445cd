"""A fault that nobody foresaw is told with its file and its record."""

from collections.abc import Callable

import polars as pl
import pytest

from ingest.errors import SourceError
from ingest.located import made_of
from ingest.raw_csv import RawFile

MakeRaw = Callable[..., RawFile]


def strict_sum(raw: RawFile) -> int:
    """Polars raises an error of its own for a cell that is no number."""
    return int(raw.lazy.select(pl.col("a").cast(pl.Int64).sum()).collect().item())


@pytest.mark.parametrize("place", [0, 1, 7, 8])
def test_the_record_is_found_that_cannot_be_read(make_raw: MakeRaw, place: int) -> None:
    raw = make_raw(["a"], [["x" if number == place else "1"] for number in range(9)])
    with pytest.raises(SourceError, match=rf"raw\.csv, record {place}: this cannot be read: InvalidOperationError: ") as raised:
        made_of(raw, strict_sum)
    assert raised.value.record == place


def test_of_several_the_first_is_told(make_raw: MakeRaw) -> None:
    raw = make_raw(["a"], [["1"], ["x"], ["1"], ["y"]])
    with pytest.raises(SourceError) as raised:
        made_of(raw, strict_sum)
    assert raised.value.record == 1


def test_a_fault_of_no_record_is_told_of_the_file(make_raw: MakeRaw) -> None:
    with pytest.raises(SourceError, match=r"raw\.csv: this cannot be read: ColumnNotFoundError: ") as raised:
        made_of(make_raw(["b"], [["1"]]), strict_sum)
    assert raised.value.record is None


def test_what_can_be_read_is_given_back(make_raw: MakeRaw) -> None:
    assert made_of(make_raw(["a"], [["1"], ["2"]]), strict_sum) == 3
