from pathlib import Path

import duckdb
import pytest

from service.console.errors import console_error


def test_a_damaged_file_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "damaged.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table t as select uuid()::varchar as text from range(200000)")
    content = bytearray(path.read_bytes())
    content[12_288 + 5 * 262_144 + 100_000] ^= 4
    path.write_bytes(content)
    with duckdb.connect(path, read_only=True) as connection, pytest.raises(duckdb.Error) as raised:
        connection.execute("select max(text) from t").fetchall()
    assert console_error(raised.value, 0).kind == "damaged"
    assert "damaged" in str(console_error(raised.value, 0))
