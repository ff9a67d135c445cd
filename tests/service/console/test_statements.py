"""What the console answers and what it refuses, over HTTP."""

import tomllib
from pathlib import Path

import httpx
import pytest

HERE = Path(__file__).parent
ATTACKS = tomllib.loads((HERE / "attacks.toml").read_text(encoding="utf-8"))
HONEST = tomllib.loads((HERE / "honest.toml").read_text(encoding="utf-8"))["statements"]
REFUSED = [statement for statements in ATTACKS["refused"].values() for statement in statements]
BOMBS = [statement for statements in ATTACKS["bombs"].values() for statement in statements]

HIDDEN = "what nobody may read"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    for suffix in ("csv", "json", "parquet"):
        (folder / f"secret.{suffix}").write_text(f"a\n{HIDDEN}\n", encoding="utf-8")
    return folder


def ask(console: httpx.Client, sql: str, **parameters: object) -> httpx.Response:
    return console.post("/sql", json={"sql": sql, "parameters": parameters})


def check_still_answers(console: httpx.Client) -> None:
    answer = ask(console, "select count(*) > 0 from movies")
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"] == [[True]]


@pytest.mark.parametrize("statement", HONEST)
def test_honest(console: httpx.Client, statement: str) -> None:
    answer = ask(console, statement, **({"a": 5} if "$a" in statement and "'$.a" not in statement else {}))
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["rows"]
    assert all(len(row) == len(body["columns"]) for row in body["rows"])
    assert "hidden_place" not in answer.text


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(console: httpx.Client, folder: Path, statement: str) -> None:
    answer = ask(console, statement.replace("{folder}", str(folder)))
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] in {"urn:filmoteca:problem:refused-sql", "urn:filmoteca:problem:wrong-sql"}
    assert HIDDEN not in answer.text
    assert "hidden_place" not in answer.text
    assert sorted(path.name for path in folder.iterdir()) == ["secret.csv", "secret.json", "secret.parquet"]
    check_still_answers(console)


@pytest.mark.parametrize("statement", BOMBS)
def test_bomb_is_stopped(console: httpx.Client, statement: str) -> None:
    answer = ask(console, statement)
    if answer.status_code == 200:
        assert answer.json()["truncated"]
    else:
        assert answer.status_code in {400, 503}
        assert answer.json()["type"] in {
            "urn:filmoteca:problem:sql-limit",
            "urn:filmoteca:problem:time-limit",
            "urn:filmoteca:problem:wrong-sql",
        }
    assert "hidden_place" not in answer.text
    check_still_answers(console)


@pytest.mark.parametrize(
    "statement",
    [
        "select " + "(" * 5000 + "1" + ")" * 5000,
        "select " + "[" * 5000 + "]" * 5000,
        "select " + "-" * 2 * 4000 + "\n1",
        "select " + "not " * 4900 + "true",
        "select " + "1+" * 9000 + "1",
        "select " + "abs(" * 3500 + "1" + ")" * 3500,
        "select " + "case when true then " * 700 + "1" + " end" * 700,
        "from " + "(from " * 2500 + "movies" + ")" * 2500,
        "with "
        + ", ".join(f"t{i} as (select * from t{i - 1}, t{i - 1})" if i else "t0 as (from movies)" for i in range(300))
        + " from t299",
        "select " + "'x' || " * 2500 + "'x'",
        "select * from movies where " + " or ".join(f"title = '{i}'" for i in range(1000)),
        "select " + ", ".join(f"{i} as c{i}" for i in range(1300)),
        "select 1 " + "union all select 1 " * 1000,
        "select {'a':" * 1500 + "1" + "}" * 1500,
        "select " + "lambda x: " * 1500 + "x",
        "from movies " + "pivot " * 3000,
        "pivot " * 3000 + "movies on title",
        "$" * 19_000,
        "'" * 19_001,
        "/*" * 9_000,
    ],
)
def test_long_and_deep(console: httpx.Client, statement: str) -> None:
    answer = ask(console, statement)
    assert answer.status_code in {200, 400, 503}, answer.text
    check_still_answers(console)


@pytest.mark.parametrize(
    "statement",
    [
        "show tables",
        "select name from (SHOW TABLES)",
        "show all tables",
        "from duckdb_tables()",
        "from DUCKDB_TABLES()",
        "select table_name from duckdb_columns()",
        "from information_schema.tables",
        "from information_schema.columns",
        "with t as (from duckdb_tables()) from t",
        "from duckdb_functions() where schema_name = 'temp' or database_name = 'temp'",
    ],
)
def test_lists_show_the_warehouse_only(console: httpx.Client, statement: str) -> None:
    answer = ask(console, statement)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert not [row for row in body["rows"] if "answer" in row or "temp" in row]
    assert "functions" in statement or any("movies" in row for row in body["rows"])
