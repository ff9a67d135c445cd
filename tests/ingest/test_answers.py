"""A warehouse that takes over changed SQL files is the one that a build would give."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import duckdb
import pytest

from ingest.warehouse_file import open_to_fill, snapshot_of

PROJECT = Path(__file__).parents[2]

DAYS = "sql/endpoints/brief/peliculas_dia.sql"
NEW = """-- How many films there are.
--
-- /// endpoint
-- path = "/how_many"
-- answer = "one"
-- ///
create or replace macro how_many() as table
    select count(*) as films
    from movies as m;
"""

Change = Callable[[Path], None]


def edited(file: str, old: str, new: str) -> Change:
    def change(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        write(project / file, text.replace(old, new))

    return change


CHANGES: dict[str, list[Change]] = {
    "endpoints are edited, new and gone": [
        edited(DAYS, "fueron estrenadas en los días", "se estrenaron los días"),
        lambda project: write(project / "sql/endpoints/brief/how_many.sql", NEW),
        lambda project: (project / "sql/endpoints/brief/peliculas_idioma.sql").unlink(),
    ],
    "a derived table and a macro that others use are edited": [
        edited("sql/derived/rating_prior.sql", "0.9", "0.8"),
        edited("sql/macros/text/stem.sql", "then word[:-2]", "then word"),
    ],
}


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The parts of the project that make a warehouse, to be changed."""
    for folder in ("ingest", "sql"):
        copytree(PROJECT / folder, tmp_path / "project" / folder, ignore=ignore_patterns("__pycache__"))
    return tmp_path / "project"


def compiled(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """The answers that were made with a warehouse, by their macros."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'compiled'").fetchall()
        return {name: connection.execute(f"from compiled.{name} order by all").fetchall() for (name,) in names}


def run(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_the_warehouse_is_the_one_that_a_build_gives(
    project: Path, warehouse: Path, full_layout: Path, tmp_path: Path, changes: list[Change]
) -> None:
    changed = Path(copy(warehouse, tmp_path / "changed.duckdb"))
    for change in changes:
        change(project)

    taken_over = run(project, "ingest.answers", changed)
    built = run(project, "ingest", full_layout, tmp_path / "built.duckdb")

    assert (taken_over.returncode, built.returncode) == (0, 0), taken_over.stderr + built.stderr
    assert snapshot_of(changed) == snapshot_of(tmp_path / "built.duckdb") != snapshot_of(warehouse)
    assert compiled(changed) == compiled(tmp_path / "built.duckdb") != compiled(warehouse)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (edited(DAYS, "select", "selekt"), "peliculas_dia.sql:"),
        (edited(DAYS, "/// endpoint", "/// endpoint\n-- not toml"), "peliculas_dia.sql: the header 'endpoint' is not TOML"),
        (edited("sql/derived/rating_prior.sql", "m.vote_count", "m.votes"), "rating_prior.sql:"),
        (edited("sql/tables/genres.sql", "TMDB id", "Id"), "sql/tables/genres.sql changed"),
        (
            edited("sql/derived/weighted_ratings.sql", "rating_prior as p", "rating_prior as p\ncross join range(2)"),
            "film_details.key",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_told_and_leaves_the_warehouse_as_it_was(
    project: Path, warehouse: Path, tmp_path: Path, change: Change, told: str
) -> None:
    kept = Path(copy(warehouse, tmp_path / "kept.duckdb"))
    before = kept.read_bytes()
    change(project)

    answer = run(project, "ingest.answers", kept)

    assert answer.returncode == 1
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr
    assert kept.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.duckdb", "project"]


def test_a_warehouse_that_is_not_there_is_told(project: Path, tmp_path: Path) -> None:
    answer = run(project, "ingest.answers", tmp_path / "none.duckdb")

    assert answer.returncode == 1
    assert "none.duckdb: there is no warehouse to change" in answer.stderr


def test_a_file_keeps_the_size_of_its_blocks(tmp_path: Path) -> None:
    block_size = "select block_size from pragma_database_size() where database_name = 'warehouse'"
    with open_to_fill(tmp_path / "new.duckdb") as connection:
        assert connection.execute(block_size).fetchall() == [(65536,)]
    with duckdb.connect(tmp_path / "old.duckdb") as connection:
        connection.execute("create table films as select 862 as movie_id")
    with open_to_fill(tmp_path / "old.duckdb") as connection:
        assert connection.execute(block_size).fetchall() == [(262144,)]
        assert connection.execute("from films").fetchall() == [(862,)]
