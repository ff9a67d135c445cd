"""A short form of ``tools.soak.fuzz``: functions of the engine with edge values, after which the console answers as ever."""

import asyncio
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.service.console.processes import processes
from tools.soak.functions import FunctionCalls
from tools.soak.fuzz import Fuzz

pytestmark = pytest.mark.serial


def test_no_function_ends_the_console(films: Path, tmp_path: Path) -> None:
    place = copyfile(films, tmp_path / "films.duckdb")
    fuzz = Fuzz(place, seed=16)
    asyncio.run(fuzz.run(400))
    assert fuzz.faults == []
    assert fuzz.outcomes.total() == 400
    assert fuzz.outcomes["answered"] > 80
    assert not processes(place)


def test_every_function_is_called_with_what_it_takes(connection: duckdb.DuckDBPyConnection) -> None:
    calls = FunctionCalls(connection, seed=1)
    rows = connection.execute("select distinct function_name from duckdb_functions() where function_type <> 'pragma'").fetchall()
    asked = [calls.next() for _ in range(len(calls.names))]
    of_the_warehouse = {name for (name,) in rows} - set(calls.names)
    assert {name for name, _ in asked} == set(calls.names)
    assert len(calls.names) > 700
    # Those of the warehouse are tried with values of their own.
    assert not of_the_warehouse & {"abs", "list_transform", "read_csv", "lag", "json_extract"}
    again = FunctionCalls(connection, seed=1)
    assert [again.next() for _ in asked] == asked
