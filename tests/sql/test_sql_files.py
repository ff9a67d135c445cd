"""Every SQL file holds one documented object, and the warehouse carries the documentation."""

import re
from pathlib import Path

import duckdb
import pytest

import sql
from sql.install import documentation, install

OBJECT = re.compile(r'^create or replace (table|view|macro) (?:derived\.)?"?(\w+)"?', re.MULTILINE)
KINDS = {"tables": {"table"}, "macros": {"macro"}, "derived": {"table", "view"}, "endpoints": {"macro"}}
SCHEMA_FILES = [(kind, file) for kind in sql.SCHEMA_KINDS for file in sql.sql_files(kind)]


def test_every_file_under_sql_is_of_a_known_kind() -> None:
    others = [file.path for kind in ("checks", "reports", "staging") for file in sql.sql_files(kind)]
    known = [file.path for _, file in SCHEMA_FILES] + others
    assert sorted(sql.ROOT.rglob("*.sql")) == sorted(known)


@pytest.mark.parametrize(("kind", "file"), SCHEMA_FILES, ids=[file.path.stem for _, file in SCHEMA_FILES])
def test_a_file_makes_one_object_of_its_name(kind: str, file: sql.SqlFile) -> None:
    ((made, name),) = OBJECT.findall(file.statement)
    assert name == file.name
    assert made in KINDS[kind]


@pytest.mark.parametrize("file", [*sql.sql_files("checks"), *sql.sql_files("reports")], ids=lambda file: file.name)
def test_a_check_or_report_is_one_select(file: sql.SqlFile) -> None:
    (statement,) = duckdb.extract_statements(file.statement)
    assert statement.type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("file", sql.sql_files("reports"), ids=lambda file: file.name)
def test_a_report_has_a_heading_of_one_line_and_an_order(connection: duckdb.DuckDBPyConnection, file: sql.SqlFile) -> None:
    assert re.fullmatch(r"[A-Z][^\n\"]+", file.about)
    assert re.search(r"^order by .+;$", file.statement, re.MULTILINE)
    connection.execute(file.statement)


def test_every_table_and_view_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    relations = connection.execute("""
        select table_name, comment from duckdb_tables() where schema_name != 'compiled'
        union all
        select view_name, comment from duckdb_views() where not internal
    """).fetchall()
    assert {name for name, _ in relations} == {file.name for kind, file in SCHEMA_FILES if "macro" not in KINDS[kind]}
    assert [name for name, comment in relations if not comment] == []


def test_every_column_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    columns = connection.execute("select table_name, column_name, comment from duckdb_columns() where not internal").fetchall()
    assert ("movies", "movie_id", "TMDB id of the film") in columns
    assert [f"{table}.{column}" for table, column, comment in columns if not comment] == []


def test_what_a_header_says_is_never_null_cannot_be(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute("select table_name, column_name, is_nullable from duckdb_columns() where not internal").fetchall()
    nullable = {(table, column) for table, column, can_be_null in found if can_be_null}
    said = {
        (file.name, column)
        for _, file in SCHEMA_FILES
        for column in file.headers.get("table", {}).get("not_null", ())
        if not column.endswith("[]")
    }
    assert {("film_details", "title"), ("person_totals", "roles")} <= said
    assert said & nullable == set()
    assert ("movies", "title") not in nullable
    assert ("movies", "tagline") in nullable


def test_a_table_that_breaks_what_its_header_says_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "half.sql"
    path.write_text(
        '-- Half of what there is.\n--\n-- /// table\n-- not_null = ["name"]\n-- ///\n'
        "create or replace table half as select unnest(['a', null]) as name;\n",
        encoding="utf-8",
    )
    with duckdb.connect() as database, pytest.raises(duckdb.ConstraintException, match=r"half\.name") as raised:
        install(database, [sql.sql_file(path)])
    assert str(path) in str(raised.value.__notes__)


def test_every_macro_has_the_documentation_of_its_file_as_its_comment(connection: duckdb.DuckDBPyConnection) -> None:
    macros = connection.execute("select function_name, comment from duckdb_functions() where not internal").fetchall()
    assert dict(macros) == {file.name: documentation(file) for kind, file in SCHEMA_FILES if "macro" in KINDS[kind]}


def test_no_parameter_of_a_table_macro_is_named_like_a_column(connection: duckdb.DuckDBPyConnection) -> None:
    shared = connection.execute("""
        select f.function_name, c.column_name
        from (select function_name, unnest(parameters) as parameter from duckdb_functions()
              where function_type = 'table_macro' and not internal) as f
        inner join duckdb_columns() as c on f.parameter = c.column_name and not c.internal
    """).fetchall()
    assert shared == []


def test_no_macro_has_the_name_of_a_table_or_view(connection: duckdb.DuckDBPyConnection) -> None:
    names = (
        "select table_name from duckdb_tables() where schema_name != 'compiled' union all select view_name from duckdb_views()"
    )
    shared = connection.execute(
        f"select function_name from duckdb_functions() where not internal and function_name in ({names})"
    ).fetchall()
    assert shared == []


def test_each_table_is_stored_in_the_order_in_which_it_is_looked_up(connection: duckdb.DuckDBPyConnection) -> None:
    for file in sql.sql_files("tables"):
        key = ", ".join(file.headers["table"]["sorted_by"])
        rows = connection.execute(f'select {key} from "{file.name}" order by rowid').fetchall()
        assert rows == connection.execute(f'select {key} from "{file.name}" order by {key}').fetchall(), file.name


def test_a_file_without_a_leading_comment_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("sql") / "bare.sql"
    path.write_text("create or replace macro bare() as 1;", encoding="utf-8")
    with pytest.raises(sql.SqlFileError, match="begin the file with a comment"):
        sql.sql_file(path)


@pytest.mark.parametrize("endpoint", ["similar_movies", "recommended_movies"])
def test_a_filter_of_recommendations_has_one_name_and_one_place_on_every_layer(
    connection: duckdb.DuckDBPyConnection, endpoint: str
) -> None:
    def parameters(macro: str) -> list[str]:
        found = connection.execute("select parameters from duckdb_functions() where function_name = ?", [macro]).fetchall()
        return [str(name) for name in found[0][0]]

    filters = [
        name
        for name in parameters(endpoint)
        if name not in {"film", "likes", "dislikes", "seen", "person", "diversity", "novelty", "n"}
    ]
    assert len(filters) >= 8
    # What can be watched where is decided after the scores.
    scored = [name for name in filters if name not in {"provider", "region"}]
    assert [name for name in parameters("recommended_films") if name in filters] == filters
    assert set(parameters("recommended_films")) - set(filters) <= {"judgements", "diversity", "novelty", "most"}
    [scores] = [file.statement for file in sql.sql_files("macros") if file.name == "film_scores"]
    assert set(re.findall(r"\(asked\.fits\)\.(\w+)", scores)) == {*scored, "novelty"}


@pytest.mark.parametrize(
    ("films", "most", "expected"),
    [
        (4, None, [(0, 3), (4, 7), (8, 9)]),
        (4, 16, [(0, 3), (4, 7), (8, 9)]),
        (1, 2, [(0, 4), (5, 9)]),
        (1, 3, [(0, 3), (4, 7), (8, 9)]),
        (100, 2, [(0, 9)]),
    ],
)
def test_slices_are_as_long_as_the_header_says_and_no_more_than_it_says(
    tmp_path: Path, films: int, most: int | None, expected: list[tuple[int, int]]
) -> None:
    (tmp_path / "ends.sql").write_text(
        "-- The ends of a slice.\ncreate or replace macro ends(first_id, last_id) as table select first_id, last_id;\n"
    )
    bound = "" if most is None else f"-- most = {most}\n"
    (tmp_path / "slices.sql").write_text(
        f'-- The slices.\n-- /// slices\n-- rows = "ends"\n-- films = {films}\n{bound}-- ///\n'
        "create or replace table slices (first_id integer, last_id integer);\n"
    )
    with duckdb.connect() as database:
        database.execute("create table movies as select i::integer as movie_id from range(10) as r (i)")
        install(database, [sql.sql_file(tmp_path / "slices.sql"), sql.sql_file(tmp_path / "ends.sql")])
        assert database.execute("from slices order by all").fetchall() == expected
