import asyncio
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import sql
from service.problems import TimeLimitError
from service.warehouse import Warehouse

FOREVER = "select count(*) from range(10000000) as a, range(10000000) as b where (a.range * b.range) % 7 = 3"


@pytest.fixture
def opened(small_warehouse: Path) -> Iterator[Warehouse]:
    opened = Warehouse(small_warehouse, sql.text_fingerprint(Path(__file__).parent / "catalogue"), time_limit=0.3)
    yield opened
    asyncio.run(opened.close())


def ask(opened: Warehouse, statement: str) -> list[tuple[object, ...]]:
    async def answer() -> list[tuple[object, ...]]:
        return await opened.ask(lambda cursor: cursor.execute(statement).fetchall())

    return asyncio.run(answer())


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 42) to '{folder}/out.csv'",
        "from read_text('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from glob('{folder}/*')",
        "attach '{folder}/other.duckdb'",
        "export database '{folder}/export'",
        "create table t (a integer)",
        "insert into movies values (9, 'x', null, 1)",
        "delete from movies",
        "drop table movies",
        "create or replace macro score(asked_title) as table select 1",
        "install httpfs",
        "load httpfs",
        "set threads = 8",
        "set enable_external_access = true",
        "reset memory_limit",
        "from secret_of_python",
    ],
)
def test_nothing_but_reading_the_warehouse(opened: Warehouse, tmp_path: Path, statement: str) -> None:
    secret_of_python = [1]
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        ask(opened, statement.format(folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert secret_of_python


def test_a_statement_is_stopped_and_the_next_one_runs(opened: Warehouse) -> None:
    with pytest.raises(TimeLimitError):
        ask(opened, FOREVER)
    assert ask(opened, "select 1") == [(1,)]


def test_one_that_waited_too_long_is_not_started(opened: Warehouse) -> None:
    async def many() -> list[object]:
        questions = (opened.ask(lambda cursor: cursor.execute(FOREVER).fetchall()) for _ in range(40))
        return list(await asyncio.gather(*questions, return_exceptions=True))

    answers = asyncio.run(asyncio.wait_for(many(), 3))
    assert {type(answer) for answer in answers} == {TimeLimitError}
    assert ask(opened, "select 1") == [(1,)]
