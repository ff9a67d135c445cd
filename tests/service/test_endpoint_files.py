import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import httpx
import pytest

import sql
from service.app import create_app
from service.endpoints.endpoint import Endpoint, read_endpoints
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
            ("Twice a number. That is all.\n\nExample: from twice(21)",)
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
        ('"one"', '"few"', "few"),
        ('about   = "The number."', 'abuot   = "The number."', "abuot"),
        ('-- about   = "The number."\n', "", "about"),
        ("-- example = 21\n", "", "the parameter asked is in the path, so it needs an example"),
        ("{asked}", "{other}", "the macro has no such parameter"),
        ('"one"', '"one"\n-- compiled = "movies"', "Expected `str` matching regex"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- compiled = "movies.id"', "answers are compiled by one parameter"),
        ('"one"', '"one"\n-- rows_of = "shelf"', "rows of another list are those of a list that has none of its own"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- rows_of = "films"', "'rows_of' names films, which is no endpoint"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- rows_of = "shelf"', "shelf, which is no list with compiled rows"),
        ('"one"', '"one"\n-- other_names = "names"', "other names are those of the keys"),
        ("/{asked}", '"\n-- compiled = "movies.id', "answers are compiled by one parameter"),
        (
            '/{asked}"\n-- answer = "one"',
            '"\n-- answer = "many"\n-- order = ["x"]\n-- compiled = "movies.id"',
            "last column of the order",
        ),
        ("/twice/", "twice/", "is not of the form"),
        ("{asked}", "{asked}/{asked}", "twice"),
        ("[parameters.more]", "[parameters.less]", "the macro has no such parameter"),
        ('-- [parameters.more]\n-- about = "What to add."\n', "", "does not describe the macro's parameter more"),
        ("more bigint := 0", "more bigint", "default"),
        ("asked integer", "asked decimal(3, 1)", "the parameter asked is DECIMAL(3,1)"),
        ("asked integer", "asked", "the parameter asked is None"),
        ("2 * asked + more", "cast(1 as decimal(3, 1))", "DECIMAL(3,1), which has no plain form in JSON"),
        ("2 * asked + more", "[{'a': cast(1 as decimal(3, 1))}]", "the result.a is DECIMAL"),
        ("as table select", "as (select", "Parser Error"),
        ("macro twice(", "macro thrice(", "thrice"),
        ("/twice/{asked}", "/details/{asked}", "is already that of"),
        ("/twice/{asked}", "/score/{asked}/x", "is hidden by /score/{asked_title}"),
        ('answer = "one"', 'answer = "one"\n-- aliases = ["/double"]', "must have the parameters of"),
        ('answer = "one"', 'answer = "one"\n-- aliases = ["/twice/{asked}"]', "is already that of"),
        ("example = 21", "example = 21\n-- closed = true", "so it needs a vocabulary"),
        ("example = 21", 'example = "x"', "the example of asked must be a whole number"),
        ("example = 21", "example = [21]", "the example of asked must be a whole number"),
        ('"What to add."', '"What to add."\n-- bounds = [0, 1.5]', "bounds must be two values, each a whole number"),
        ("example = 21", "example = 21\n-- bounds = [0, 20]", "the example of asked must be a whole number from 0 to 20"),
        ('"What to add."', '"What to add."\n-- required = true', "the parameter more is required, so it needs an example"),
        ('"one"', '"many"', "the answer is an array, so it needs an order"),
        ('"one"', '"one"\n-- order = ["the result"]', "an answer of one object has no order"),
        ('"one"', '"many"\n-- order = ["result"]', "'result' in 'sort' is no column to sort by"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- page = 1001', "<= 1000"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- facets = ["more"]', "the values of more cannot be counted"),
        ('"one"', '"many"\n-- order = ["the result"]\n-- facets_of = "shelf"', "the values of tags cannot be counted"),
        (
            '"one"',
            '"many"\n-- order = ["the result"]\n-- facets_of = "dice"',
            "dice, which is no endpoint with facets of its own",
        ),
        (
            '"one"',
            '"many"\n-- order = ["the result"]\n-- facets_of = "twice"',
            "twice, which is no endpoint with facets of its own",
        ),
        (
            '"one"',
            '"many"\n-- order = ["the result"]\n-- facets = ["the result"]\n-- facets_of = "shelf"',
            "the facets are either its own or those of another endpoint",
        ),
        (
            "-- [parameters.more]",
            '-- [split]\n-- rest = "twice"\n-- [[split.quick]]\n-- macro = "nothing"\n-- [parameters.more]',
            "'split' names nothing, which is no macro with parameters of twice",
        ),
        (
            "-- [parameters.more]",
            '-- [split]\n-- rest = "twice"\n-- [[split.quick]]\n-- macro = "numbers"\n-- [parameters.more]',
            "'split' names numbers, whose columns are not those of twice",
        ),
        (
            "-- [parameters.more]",
            '-- [split]\n-- rest = "twice"\n-- [[split.quick]]\n-- macro = "twice"\n-- most = {least = 5}\n-- [parameters.more]',
            "'split' bounds least, which is no parameter of twice",
        ),
        ('"one"', '"one"\n-- included = ["cast"]', "only a list has 'included'"),
        (
            '"one"',
            '"many"\n-- order = ["the result"]\n-- included = ["cast"]',
            "'included' names cast; the lists that it may have with it are: none",
        ),
        ("example = 21", 'example = 21\n-- of = "films.id"', "asked is of films.id, which is no column"),
        (
            "example = 21",
            'example = 21\n-- named_by = "films_named"',
            "the parameter asked is named by a macro, so it needs a vocabulary, no 'of', and a list as the answer",
        ),
        ("example = 21", 'example = 21\n-- of = "movies.number"', "asked is of movies.number, which is no column"),
        ("example = 21", "example = 21\n-- most = 3", "only a list has 'most'"),
        ('"one"', '"one"\n-- any_of = ["asked"]', "'any_of' names asked, which must be a parameter in the query with an example"),
        ('"one"', '"one"\n-- any_of = ["less"]', "'any_of' names less, which must be a parameter in the query with an example"),
        ('"one"', '"one"\n-- any_of = ["more"]', "'any_of' names more, which must be a parameter in the query with an example"),
    ],
)
def test_a_faulty_file_stops_the_start_and_is_named(sql_root: Path, old: str, new: str, fault: str) -> None:
    (sql_root / "endpoints/twice.sql").write_text(TWICE.replace(old, new))
    with pytest.raises((SqlFileError, duckdb.Error)) as raised:
        create_app(sql_root.parent / "none.duckdb", sql_root)
    told = "\n".join([str(raised.value), *getattr(raised.value, "__notes__", [])])
    assert "twice.sql" in told
    assert fault in told


@pytest.mark.parametrize("option", ["fields", "include"])
def test_no_parameter_of_an_object_is_named_like_an_option(sql_root: Path, option: str) -> None:
    (sql_root / "endpoints/twice.sql").write_text(TWICE.replace("more", option))
    with pytest.raises(SqlFileError, match=rf"twice\.sql: every object has an option {option}"):
        read_endpoints(sql_root)


@pytest.mark.parametrize(("old", "new"), [("more", "limit"), ('"the result"', '"total"')])
def test_no_parameter_or_column_of_a_list_is_named_like_an_option(sql_root: Path, old: str, new: str) -> None:
    text = TWICE.replace('"one"', '"many"\n-- order = ["the result"]').replace(old, new).replace('["total"]', '["the result"]')
    (sql_root / "endpoints/twice.sql").write_text(text.replace("limit bigint", '"limit" bigint').replace("+ limit", '+ "limit"'))
    with pytest.raises(SqlFileError, match=r"twice\.sql: every list has an option (limit|total)"):
        read_endpoints(sql_root)


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ('of = ["films"]', "there is no table films"),
        ('of = ["numbers()"]', "there is no other macro numbers() with a header 'columns'"),
        ('of = ["twice()"]', "there is no other macro twice() with a header 'columns'"),
        ('[columns.result]\nabout = "Twice."', "there is no column or field 'result'"),
        ('[columns."the result"]\nof = "films.id"', "there is no table films"),
        ('[columns."the result"]\nof = "movies.number"', "movies.number is no column with a comment"),
        ('[columns."the result"]\nof = "movies"', "Expected `str` matching regex"),
        ('[columns."the result"]\nabuot = "Twice."', "abuot"),
        ('[columns."the result".fields.a]\nabout = "Twice."', "there is no column or field 'a'"),
    ],
)
def test_a_faulty_header_of_columns_stops_the_start_and_is_named(sql_root: Path, header: str, fault: str) -> None:
    block = "".join(f"-- {line}\n" for line in ("/// columns", *header.split("\n"), "///"))
    (sql_root / "endpoints/twice.sql").write_text(TWICE.replace("create or replace", f"{block}create or replace"))
    with pytest.raises(SqlFileError) as raised:
        read_endpoints(sql_root)
    assert "twice.sql" in str(raised.value)
    assert fault in str(raised.value)


def test_columns_are_described_by_what_they_are_like(serve: Serve, build: Build, sql_root: Path, tmp_path: Path) -> None:
    table = sql_root / "tables/movies.sql"
    table.write_text(
        table.read_text().replace("title varchar", "title varchar not null")
        + "comment on column movies.title is 'Title of the film';\ncomment on column movies.score is 'From 0 to 10';\n"
    )
    (sql_root / "macros/best_films.sql").write_text(BEST_FILMS)
    (sql_root / "endpoints/best.sql").write_text(BEST)
    warehouse = tmp_path / "warehouse.duckdb"
    build(sql_root, warehouse)
    with serve(warehouse, sql_root) as client:
        schemas = client.get("/schema/openapi.json").json()["components"]["schemas"]
    assert schemas["BestRow"]["properties"] == {
        "title": {"type": "string", "description": "Title of the film"},
        "score": {"type": ["number", "null"], "description": "From 0 to 10"},
        "id": {"type": "integer", "description": "Number of the film."},
        "words": {"type": "array", "items": {"type": "string"}, "description": "Words of the title."},
        "others": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/BestRowOthers"},
            "description": "Films after it.",
        },
    }
    assert schemas["BestRowOthers"]["properties"] == {
        "title": {"type": "string", "description": "Title of the film"},
        "points": {"type": ["number", "null"], "description": "From 0 to 10"},
        "gap": {"type": ["number", "null"], "description": "How far behind it is."},
    }


BEST_FILMS = """\
-- Films above a score.
--
-- /// columns
-- of = ["movies"]
-- [columns.id]
-- about = "Number of the film."
-- not_null = true
-- ///
create or replace macro best_films(least) as table
    select movies.title, movies.score, movies.id from movies where movies.score >= least;
"""

BEST = """\
-- Good films.
--
-- /// endpoint
-- path   = "/best"
-- answer = "many"
-- order  = ["id"]
-- ///
-- /// columns
-- of = ["best_films()"]
-- [columns.words]
-- about = "Words of the title."
-- not_null = true
-- items_not_null = true
-- [columns.others]
-- about = "Films after it."
-- not_null = true
-- fields_of = ["best_films()"]
-- fields.points.of = "movies.score"
-- fields.gap.about = "How far behind it is."
-- ///
create or replace macro best() as table
    select
        b.*,
        string_split(b.title, ' ') as words,
        [{ 'title': b.title, 'points': b.score, 'gap': b.score }] as others
    from best_films(1) as b;
"""

SUM = """\
-- The sum of numbers.
--
-- /// endpoint
-- path   = "/sums/{factor}"
-- answer = "one"
-- [parameters.factor]
-- about   = "What to multiply with."
-- example = 2
-- [parameters.numbers]
-- about    = "The numbers."
-- example  = [1, 20]
-- required = true
-- ///
create or replace macro sums(numbers integer[] := null, factor integer := 1) as table select factor * list_sum(numbers) as total;
"""


def test_a_file_may_require_a_list_and_give_the_parameters_in_any_order(
    serve: Serve, build: Build, sql_root: Path, tmp_path: Path
) -> None:
    (sql_root / "endpoints/sums.sql").write_text(SUM)
    warehouse = tmp_path / "warehouse.duckdb"
    build(sql_root, warehouse)
    [endpoint] = [endpoint for endpoint in read_endpoints(sql_root) if endpoint.name == "sums"]
    assert endpoint.example("/sums/{factor}") == "/sums/2?numbers=1&numbers=20"
    with serve(warehouse, sql_root) as client:
        assert client.get(endpoint.example("/sums/{factor}")).json() == {"total": 42}
        assert client.get("/sums?numbers=7&factor=3").json() == {"total": 21}
        missing = client.get("/sums/3").json()["detail"]
    assert missing == "The query parameter 'numbers' is missing; give it as in /sums/2?numbers=1&numbers=20."


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[1, 20]", "[]", "the parameter numbers is required, so it needs an example"),
        ("[1, 20]", "1", "the example of numbers must be an array of values, each a whole number"),
        ("[1, 20]", "[1, 2147483648]", "the example of numbers must be an array of values, each a whole number"),
        ("[1, 20]", f"{list(range(51))}", "the example of numbers must be an array of values, each a whole number"),
        ("{factor}", "{factor}/{numbers}", r"the parameter numbers is a list, INTEGER\[\], which no path can hold"),
        ("numbers integer[]", "numbers integer[2]", r"the parameter numbers is INTEGER\[2\]; give it one of the types VARCHAR"),
        ("-- required = true\n", "", "the macro cannot be asked; give each parameter that is not required a default"),
    ],
)
def test_a_faulty_list_stops_the_start(sql_root: Path, old: str, new: str, fault: str) -> None:
    text = SUM.replace("numbers integer[] := null, factor integer := 1", "factor integer, numbers integer[]")
    (sql_root / "endpoints/sums.sql").write_text(text.replace(old, new))
    with pytest.raises(SqlFileError, match=rf"sums\.sql: {fault}"):
        create_app(sql_root.parent / "none.duckdb", sql_root)


def test_lists_with_the_same_columns_have_the_same_facets() -> None:
    by_columns: dict[tuple[str, ...], list[Endpoint]] = {}
    for endpoint in read_endpoints(sql.ROOT):
        if endpoint.list_shape:
            by_columns.setdefault(tuple(endpoint.columns), []).append(endpoint)
    lists_of_films = next(alike for alike in by_columns.values() if any(endpoint.name == "list_movies" for endpoint in alike))
    assert len(lists_of_films) > 5
    for alike in by_columns.values():
        assert len({tuple(endpoint.list_shape.facets) for endpoint in alike if endpoint.list_shape}) == 1
        assert len([endpoint.name for endpoint in alike if "facets" in endpoint.file.headers["endpoint"]]) <= 1


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


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('"-vote_count", "movie_id"', '"movie_id", "-vote_count"', "looked up by movie_id, with which the order must end"),
        (
            "select m.*\n    from produced",
            "select m.* exclude (title)\n    from produced",
            "whose columns are not those of the list",
        ),
    ],
)
def test_rows_of_another_list_must_fit(right: str, wrong: str, fault: str, tmp_path: Path) -> None:
    shutil.copytree(sql.ROOT, tmp_path / "sql")
    file = tmp_path / "sql" / "endpoints" / "catalogue" / "country_movies.sql"
    assert right in file.read_text()
    file.write_text(file.read_text().replace(right, wrong))
    with pytest.raises(SqlFileError, match=fault):
        read_endpoints(tmp_path / "sql")
