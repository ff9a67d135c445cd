"""The statements in docs/sql.md run, and its limits are those of the console."""

import re
from pathlib import Path

import httpx
import pytest

from service.console.limits import MEMORY
from service.console.pivots import MOST_VALUES
from service.console.protocol import LONGEST_STATEMENT, MOST_BYTES, MOST_ROWS, MOST_ROWS_OF_FILES

pytestmark = pytest.mark.serial

TEXT = (Path(__file__).parents[3] / "docs" / "sql.md").read_text(encoding="utf-8")
STATEMENTS = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_examples(console: httpx.Client, statement: str) -> None:
    answer = console.post("/sql", json={"sql": statement})
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"]


def test_limits() -> None:
    limits = f"""
        rows | {MOST_ROWS["json"]:,} in JSON, {MOST_ROWS_OF_FILES:,} in
        {MOST_BYTES // 2**20} MB
        memory | {MEMORY // 2**20} MB
        statement | {LONGEST_STATEMENT:,}
        at most {MOST_VALUES} columns
    """
    assert all(limit.strip() in TEXT for limit in limits.strip().splitlines())
