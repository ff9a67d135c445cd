"""The targets of make as a user calls them, with values that have spaces, quotes and signs, and without values."""

import csv
import io
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from types import MappingProxyType

import duckdb
import pytest

from tests.ingest.tmdb.made_up import answer
from tests.ingest.tmdb.server import Tmdb, serving

PROJECT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SHELL = BIN / "duckdb"

ODD_NAME = "a $5 'b' \"c\" `d` #e"
"""A name that make and the shell would make something else of if they read it."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What make needs of the project, installed."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("ingest", "service", "sql"):
        copytree(PROJECT / name, folder / name, ignore=ignore_patterns("__pycache__"))
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-tmdb.lock"):
        copy(PROJECT / name, folder / name)
        os.utime(folder / name, (0, 0))
    (folder / ".venv").symlink_to(BIN.parent)
    return folder


@pytest.fixture(scope="module")
def oddly_named(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in a place with an odd name."""
    return Path(copy(warehouse, tmp_path_factory.mktemp("odd") / f"{ODD_NAME}.duckdb"))


def make(
    checkout: Path, *arguments: str, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(printed: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(printed)))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("select '$5' as a", "$5"),
        ("select $$x$$ as a", "x"),
        ('select $tag$it\'s "so"$tag$ as a', 'it\'s "so"'),
        ("select '$(shell echo no)$(HOME)${HOME}' as a", "$(shell echo no)$(HOME)${HOME}"),
        ("select '`id`' || '$(id)' as a", "`id`$(id)"),
        ("select '# 1' as a -- # 2", "# 1"),
        ("select\n    'two lines'\nas a", "two lines"),
        ("select 'a\\nb' as a;", "a\\nb"),
        ("  select '%' as a", "%"),
        ("select 'é, ñ' as a", "é, ñ"),
    ],
)
@pytest.mark.parametrize("given", ["argument", "environment"])
def test_a_question_arrives_as_it_is_written(checkout: Path, oddly_named: Path, question: str, answer: str, given: str) -> None:
    environment = {"FILMOTECA_WAREHOUSE": str(oddly_named)}
    if given == "argument":
        done = make(checkout, "query", f"Q={question}", environment=environment)
    else:
        done = make(checkout, "query", environment={**environment, "Q": question})
    assert done.returncode == 0, done.stderr
    assert re.search(rf"│ +{re.escape(answer)} +│", done.stdout), done.stdout


@pytest.mark.parametrize("target", ["query", "export"])
@pytest.mark.parametrize("arguments", [[], ["Q=", "DIR="], ["Q= ", "DIR= "]])
def test_what_is_missing_is_named_before_anything_is_built(checkout: Path, target: str, arguments: list[str]) -> None:
    before = set(checkout.rglob("*"))
    done = make(checkout, target, *arguments)
    assert done.returncode == 2
    assert f"make {target} needs a" in done.stderr
    assert f"for example: make {target} {'Q' if target == 'query' else 'DIR'}=" in done.stderr
    assert done.stdout == ""
    assert set(checkout.rglob("*")) == before


def test_raw_files_in_a_folder_of_any_name(checkout: Path, full_layout: Path) -> None:
    raw = copytree(full_layout, checkout / f"raw {ODD_NAME}")
    done = make(checkout, "warehouse", f"RAW={raw.name}")
    assert done.returncode == 0, done.stderr
    assert (checkout / "data" / ".raw_dir").read_text(encoding="utf-8") == f"{raw.name}\n"
    # They are remembered, and read again only when they are newer.
    done = make(checkout, "query", "Q=select count(*) > 0 as found from movies")
    assert "true" in done.stdout
    assert "built" not in done.stderr
    built = (checkout / "data" / ".built").stat().st_mtime_ns
    time.sleep(0.01)
    (raw / "credits.csv").touch()
    done = make(checkout, "data/.built")
    assert done.returncode == 0, done.stderr
    assert (checkout / "data" / ".built").stat().st_mtime_ns > built


def test_answers_that_were_taken_over_need_no_build(checkout: Path, full_layout: Path) -> None:
    def is_built() -> bool:
        return make(checkout, "--question", "data/.built").returncode == 0

    assert make(checkout, "warehouse", f"RAW={full_layout}").returncode == 0
    assert is_built()
    question = checkout / "sql/endpoints/brief/peliculas_mes.sql"
    question.write_text(question.read_text().replace("-- How many films", "-- The number of films"))
    assert not is_built()
    taken_over = make(checkout, "answers")
    assert taken_over.returncode == 0, taken_over.stderr
    assert is_built()
    (checkout / "ingest/movies.py").touch()
    assert make(checkout, "answers").returncode == 0
    assert not is_built()


def test_an_update_builds_nothing_after_a_build_and_after_answers_were_taken_over(checkout: Path, full_layout: Path) -> None:
    raw = copytree(full_layout, checkout / "to update")

    def update() -> str:
        done = make(checkout, "update", "RAW=to update", "PUBLISH=no")
        assert done.returncode == 0, done.stderr
        return done.stderr

    assert make(checkout, "warehouse", "RAW=to update").returncode == 0
    assert "so nothing was built" in update()
    question = checkout / "sql/endpoints/brief/peliculas_dia.sql"
    question.write_text(question.read_text().replace("-- How many films", "-- The number of films"))
    assert make(checkout, "answers").returncode == 0
    assert "so nothing was built" in update()
    question.write_text(question.read_text().replace("-- The number of films", "-- How many films"))
    assert "built snapshot" in update()
    (raw / "deleted_movies.csv").write_text("id\n862\n")
    said = update()
    assert "built snapshot" in said
    assert "0 added  1 removed" in said


@pytest.mark.parametrize("data", ["RAW=raw", "DATA=tmdb-api", "DATA=kaggle"])
def test_an_update_without_a_remote_fetches_and_builds_nothing(checkout: Path, data: str) -> None:
    before = {path for path in checkout.rglob("*") if path.is_file()}
    done = make(checkout, "update", data)
    assert done.returncode == 2
    assert "there is no remote to publish to; set one with 'make publish REMOTE=folder'" in done.stderr
    assert "Error 5" in done.stderr
    assert {path for path in checkout.rglob("*") if path.is_file()} == before


def test_an_update_from_the_live_tmdb(checkout: Path) -> None:
    (checkout / "warehouse.duckdb").unlink(missing_ok=True)
    films = {key: answer(key) for key in range(1, 8)}
    arguments = ("update", "DATA=tmdb-api", "PUBLISH=no", "TOP=5")
    with serving(Tmdb(films)) as tmdb:
        first = make(checkout, *arguments, environment=tmdb.environment())
        second = make(checkout, *arguments, environment=tmdb.environment())
    assert first.returncode == 0, first.stderr
    assert ": 5 films, 0 deleted by TMDB" in first.stderr
    assert "built snapshot" in first.stderr
    assert second.returncode == 0, second.stderr
    assert "the drop of today is there already" in second.stderr
    assert "so nothing was built" in second.stderr
    refused = make(checkout, *arguments, environment={**tmdb.environment(), "TMDB_API_TOKEN": ""})
    assert refused.returncode == 2
    assert "there is no token of TMDB" in refused.stderr
    assert "Error 7" in refused.stderr


@pytest.mark.parametrize(
    ("target", "variable"),
    [
        ("publish", "REMOTE"),
        ("pull", "REMOTE"),
        ("bench", "TEN_TIMES"),
        ("soak", "SECONDS"),
        ("update", "RAW"),
        ("update DATA=tmdb-api", "TOP"),
        ("update DATA=tmdb-api", "LEAST_POPULARITY"),
        ("update DATA=tmdb-api", "LEAST_VOTES"),
        ("serve", "PORT"),
    ],
)
def test_a_value_is_one_word_of_the_command(checkout: Path, target: str, variable: str) -> None:
    value = f"given {ODD_NAME}"
    done = make(checkout, "--dry-run", "--assume-old=data/.built", *target.split(), f"{variable}={value}")
    assert done.returncode == 0, done.stderr
    commands = [shlex.split(line) for line in done.stdout.replace("\\\n", " ").splitlines() if "given" in line]
    assert commands
    assert all(any(value in word for word in command) for command in commands)


@pytest.mark.parametrize("source", ["sample", "kaggle", "tmdb"])
def test_data_of_a_public_source_are_fetched_before_they_are_built(checkout: Path, source: str) -> None:
    done = make(checkout, "--dry-run", "warehouse", f"DATA={source}")
    assert done.returncode == 0, done.stderr
    fetched, built = done.stdout.index(f"-m ingest.fetch {source} data/{source}\n"), done.stdout.index("-m ingest 'data/")
    assert fetched < built


def everything(path: Path) -> dict[str, object]:
    """All that is in a warehouse, in its order, and all that is said of it."""
    with duckdb.connect(path, read_only=True) as connection:

        def ask(question: str) -> list[tuple[object, ...]]:
            return connection.execute(question).fetchall()

        names = ask("select schema_name, table_name from duckdb_tables() order by all")
        return {
            "tables": {f"{schema}.{name}": ask(f'from "{schema}"."{name}"') for schema, name in names},
            "comments on tables": ask("select schema_name, table_name, comment from duckdb_tables() order by all"),
            "indexes": ask("select schema_name, table_name, expressions from duckdb_indexes() order by all"),
            "views": ask("select view_name, comment, sql from duckdb_views() where not internal order by all"),
            "columns": ask(
                "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns() where not internal "
                "order by table_name, column_index"
            ),
            "macros": ask(
                "select function_name, parameters, parameter_types, comment from duckdb_functions() where not internal "
                "order by function_name"
            ),
            "answers": [
                ask(f"from {call}")
                for call in (
                    "peliculas_mes('enero')",
                    "recomendacion('Toy Story')",
                    "recommended_movies(['862'])",
                    "quality_columns(\"table\" := 'movies')",
                    "search('toy story')",
                )
            ],
        }


def test_copies_as_the_documentation_makes_them(checkout: Path, warehouse: Path) -> None:
    section = (PROJECT / "docs" / "warehouse.md").read_text(encoding="utf-8").partition("\n## Copies\n")[2]
    block = re.search(r"```console\n(.*?)```", section, re.DOTALL)
    assert block
    copy(warehouse, checkout / "warehouse.duckdb")
    environment = {"FILMOTECA_WAREHOUSE": "warehouse.duckdb", "PATH": f"{BIN}:{os.environ['PATH']}"}
    for line in block[1].splitlines():
        done = subprocess.run(  # noqa: S602 - as it stands in the documentation
            line.removeprefix("$ "),
            shell=True,
            cwd=checkout,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    whole = everything(warehouse)
    assert everything(checkout / "copy.duckdb") == whole
    assert everything(checkout / "other.duckdb") == whole


def test_an_export_does_not_touch_what_is_there(checkout: Path, warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine", encoding="utf-8")
    for place, wrong in (("full", "there is something already"), ("full/mine", "there is something already")):
        done = make(checkout, "export", f"DIR={tmp_path / place}", environment={"FILMOTECA_WAREHOUSE": str(warehouse)})
        assert done.returncode == 2
        assert wrong in done.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]
    done = make(checkout, "export", f"DIR={tmp_path / 'new'}", environment={"FILMOTECA_WAREHOUSE": "nothing.duckdb"})
    assert done.returncode == 2
    assert "export failed: nothing.duckdb" in done.stderr
    assert "Traceback" not in done.stderr
