"""What is wrong with the file is never said to be wrong with the statement."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from service.console.errors import console_error

BLOCK = 12_288 + 5 * 262_144
"""Where a block begins that holds values."""


def turn_a_bit(path: Path) -> None:
    write(path, bytes([path.read_bytes()[BLOCK + 100_000] ^ 4]), BLOCK + 100_000)


def empty_a_block(path: Path) -> None:
    write(path, bytes(262_144), BLOCK)


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(BLOCK + 100_000)


def write(path: Path, content: bytes, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


@pytest.mark.parametrize("spoil", [turn_a_bit, empty_a_block, cut])
def test_a_damaged_file_is_called_so(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "damaged.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table t as select uuid()::varchar as text from range(200000)")
    with duckdb.connect(path, read_only=True) as connection:
        spoil(path)
        with pytest.raises(duckdb.Error) as raised:
            connection.execute("select max(text) from t").fetchall()
    assert console_error(raised.value, 0).kind == "damaged"
    assert "damaged" in str(console_error(raised.value, 0))
