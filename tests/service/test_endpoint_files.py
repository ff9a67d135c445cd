from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import httpx
import pytest

import sql
from service.app import create_app
from service.endpoints import read_endpoints
from sql import SqlFileError

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Build = Callable[[Path, Path], None]

TWICE = """\
-- Twice a number. That is all.
--
-- /// endpoint
-- path   = "/twice/{asked}"
-- answer = "one"
-- [parameters.asked]
-- about   = "The number."
-- example = 21
-- [parameters.more]
-- about = "What to add."
-- ///
create or replace macro twice(asked integer, more bigint := 0) as table select 2 * asked + more as "the result";
"""


def test_a_file_is_an_endpoint(serve: Serve, build: Build, sql_root: Path, tmp_path: Path) -> None:
    (sql_root / "endpoints/numbers").mkdir()
    (sql_root / "endpoints/numbers/twice.sql").write_text(TWICE)
    warehouse = tmp_path / "warehouse.duckdb"
    build(sql_root, warehouse)
    with duckdb.connect(warehouse, read_only=True) as shell:
        assert shell.execute("from twice(21)").fetchall() == [(42,)]
        assert shell.execute("select comment from duckdb_functions() where function_name = 'twice'").fetchall() == [
            ("Twice a number. That is all.",)
        ]
    with serve(warehouse, sql_root) as client:
        assert client.get("/twice/21").json() == {"the result": 42}
        assert client.get("/twice?asked=21&more=100").json() == {"the result": 142}
        assert client.get("/twice/x").status_code == 400
        operation = client.get("/schema/openapi.json").json()["paths"]["/twice/{asked}"]["get"]
        assert (operation["operationId"], operation["tags"]) == ("twice", ["numbers"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("/// endpoint", "/// endpiont", "no header"),
        ("answer = ", "anwser = ", "anwser"),
        ('"one"', '"some"', "some"),
        ('about   = "The number."', 'abuot   = "The number."', "abuot"),
        ('-- about   = "The number."\n', "", "about"),
        ("-- example = 21\n", "", "the parameter asked is in the path, so it needs an example"),
        ("{asked}", "{other}", "the macro has no such parameter"),
        ("/twice/", "twice/", "is not of the form"),
        ("{asked}", "{asked}/{asked}", "twice"),
        ("[parameters.more]", "[parameters.less]", "the macro has no such parameter"),
        ('-- [parameters.more]\n-- about = "What to add."\n', "", "does not describe the macro's parameter more"),
        ("more bigint := 0", "more bigint", "default"),
        ("asked integer", "asked decimal(3, 1)", "the parameter asked is DECIMAL(3,1)"),
        ("asked integer", "asked", "the parameter asked is None"),
        ("2 * asked + more", "cast(1 as decimal(3, 1))", "DECIMAL(3,1), which has no plain form in JSON"),
        ("2 * asked + more", "[{'a': cast(1 as decimal(3, 1))}]", "twice_the result_a is DECIMAL"),
        ("as table select", "as (select", "Parser Error"),
        ("macro twice(", "macro thrice(", "thrice"),
        ("/twice/{asked}", "/details/{asked}", "is already that of"),
        ("/twice/{asked}", "/score/{asked}/x", "is hidden by /score/{asked_title}"),
        ('answer = "one"', 'answer = "one"\n-- aliases = ["/double"]', "must have the parameters of"),
        ('answer = "one"', 'answer = "one"\n-- aliases = ["/twice/{asked}"]', "is already that of"),
        ("example = 21", "example = 21\n-- closed = true", "so it needs a vocabulary"),
    ],
)
def test_a_faulty_file_stops_the_start_and_is_named(sql_root: Path, old: str, new: str, fault: str) -> None:
    (sql_root / "endpoints/twice.sql").write_text(TWICE.replace(old, new))
    with pytest.raises((SqlFileError, duckdb.Error)) as raised:
        create_app(sql_root.parent / "none.duckdb", sql_root)
    told = "\n".join([str(raised.value), *getattr(raised.value, "__notes__", [])])
    assert "twice.sql" in told
    assert fault in told


def test_the_real_files_make_a_schema(tmp_path: Path) -> None:
    paths = create_app(tmp_path / "none.duckdb").openapi_schema.paths
    assert paths
    assert {path for endpoint in read_endpoints(sql.ROOT) for path in endpoint.paths} <= paths.keys()


def test_a_vocabulary_needs_its_macros(sql_root: Path) -> None:
    (sql_root / "macros/near_names.sql").unlink()
    with pytest.raises(SqlFileError, match=r"needs the macro near_names"):
        create_app(sql_root.parent / "none.duckdb", sql_root)


@pytest.mark.parametrize("name", ["query", "body", "from"])
def test_names_that_litestar_or_python_keep_are_refused(sql_root: Path, name: str) -> None:
    text = (
        TWICE.replace("more bigint", f'"{name}" bigint')
        .replace("+ more", f'+ "{name}"')
        .replace("parameters.more", f"parameters.{name}")
    )
    (sql_root / "endpoints/twice.sql").write_text(text)
    with pytest.raises(SqlFileError, match=f"keeps the name {name} for other ends"):
        create_app(sql_root.parent / "none.duckdb", sql_root)
