"""Values of every type of DuckDB leave in every format."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from service.console.console import Console
from tests.service.console.conftest import Serve, Version

MORE = """
    select
        map {1: 'a', 2: null} as map_of_integers,
        {'m': map {date '2000-01-01': [interval 1 month]}} as nested,
        [union_value(n := 1)] as unions,
        'infinity'::date as endless_date,
        '-infinity'::timestamp as endless_timestamp,
        [1.5::decimal(4, 2)] as decimals,
        timestamptz '2000-01-01 12:00:00+02' as moment,
        {'a "quoted" name': 1} as quoted,
        '{"a": 1}'::json as json,
        'NaN'::float as not_a_number,
        [170141183460469231731687303715884105727::hugeint] as big
"""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, serve_console: Serve) -> Iterator[httpx.Client]:
    path: Path = tmp_path_factory.mktemp("kinds") / "kinds.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table kinds as from test_all_types()")
        connection.execute(f"create table more as {MORE}")
        connection.execute("create table build_info as select 'kinds' as snapshot")
    with serve_console(Console(path, Version("kinds").current, is_on=True, seconds=10)) as client:
        yield client


@pytest.mark.parametrize("table", ["kinds", "more"])
@pytest.mark.parametrize("name", ["json", "ndjson", "csv", "parquet", "arrow"])
def test_every_type(kinds: httpx.Client, table: str, name: str) -> None:
    answer = kinds.get("/sql", params={"q": f"from {table}", "format": name})
    assert answer.status_code == 200, answer.text
    count = {"kinds": 3, "more": 1}[table]
    match name:
        case "json":
            assert len(json.loads(answer.text, parse_constant=pytest.fail)["rows"]) == count
        case "ndjson":
            assert len([json.loads(line, parse_constant=pytest.fail) for line in answer.text.splitlines()]) == count
        case "parquet":
            assert pq.read_table(io.BytesIO(answer.content)).num_rows == count
        case "arrow":
            assert pa.ipc.open_stream(answer.content).read_all().num_rows == count


def test_what_they_become(kinds: httpx.Client) -> None:
    body = kinds.get("/sql", params={"q": "from more"}).json()
    values = dict(zip((column["name"] for column in body["columns"]), body["rows"][0], strict=True))
    assert values == {
        "map_of_integers": {"1": "a", "2": None},
        "nested": {"m": {"2000-01-01": ["1 month"]}},
        "unions": ["1"],
        "endless_date": "infinity",
        "endless_timestamp": "-infinity",
        "decimals": [1.5],
        "moment": "2000-01-01 10:00:00+00",
        "quoted": {'a "quoted" name': 1},
        "json": '{"a": 1}',
        "not_a_number": None,
        "big": [2**127 - 1],
    }


def test_a_row_without_names(kinds: httpx.Client) -> None:
    answer = kinds.get("/sql", params={"q": "select row(1, 2) as pair"})
    if answer.status_code == 200:  # since DuckDB 2.0
        assert answer.json()["rows"] == [["(1, 2)"]]
    else:
        assert "give its values names" in answer.json()["detail"]
