"""``make check-sql`` finds a wrong file, and names it."""

from pathlib import Path
from shutil import copytree

import pytest

import sql
from tools.check_sql import check_sql

MACRO = """-- The films of a year.
--
-- /// macro
-- examples = [
--     {{ year = 1995 }},
-- ]
-- ///
create or replace macro films_of_year(year) as table
    select m.{column}
    from (select year) as asked (release_year)
    inner join movies as m on asked.release_year = m.release_year;
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of all SQL files."""
    return copytree(sql.ROOT, tmp_path / "sql")


def test_a_macro_without_types_is_called(root: Path) -> None:
    file = root / "macros" / "statistics" / "films_of_year.sql"
    file.write_text(MACRO.format(column="movie_id"))
    assert check_sql(root) == 1 + sum(len(sql.sql_files(kind)) for kind in (*sql.SCHEMA_KINDS, "checks", "reports"))
    file.write_text(MACRO.format(column="no_such_column"))
    with pytest.raises(sql.SqlFileError, match=r"films_of_year\.sql: .*no_such_column"):
        check_sql(root)


def test_a_wrong_statement_is_told_by_file_and_line(root: Path) -> None:
    file = root / "endpoints" / "brief" / "peliculas_mes.sql"
    text = file.read_text()
    file.write_text(text.replace("create or replace macro", "create or replace macroo"))
    line = text[: text.index("create or replace macro")].count("\n") + 1
    with pytest.raises(sql.SqlFileError, match=rf"peliculas_mes\.sql:{line}: "):
        check_sql(root)
