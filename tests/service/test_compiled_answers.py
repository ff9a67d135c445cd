"""Answers that are made with the warehouse are, to the byte, those that the macros give now."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import msgspec
import pytest

import sql
from ingest.rules import Rule, rules
from service.answers.answers import encoded, one, page
from service.endpoints.address import Address
from service.endpoints.compiled_answers import Lookup, folded_ascii
from service.endpoints.endpoint import Endpoint, read_endpoints
from service.endpoints.list_query import parse_list_query
from service.endpoints.object_query import ObjectQuery
from sql.compiled import compile_answers
from sql.install import install

NUMBERS = [0.0, -0.0, 1.0, 0.1, 1e-5, 9.9e-6, -1.8e-6, 1e-6, 9e-7, 5e-324, 123456789.125, 1e15, 1e16, 1.5e20, 1e21, 1.7e308]
TEXTS = [
    "",
    "é😀",
    '"quoted" \\ and / and \t\r\n\b\f',
    "\u2028\u2029\ufeff\x7f\x85",
    "\x00",
    "\x1b[31m",
    "\x0b",
    "0.000001",
    "a\\u0041",
]
HEADERS = {file.name: file.headers["endpoint"] for file in sql.sql_files("endpoints")}
COMPILED = sorted(name for name, header in HEADERS.items() if "compiled" in header and header["answer"] == "one")
LISTS = sorted(name for name, header in HEADERS.items() if "compiled" in header and header["answer"] == "many")


@pytest.fixture(scope="module")
def endpoints() -> dict[str, Endpoint]:
    """All endpoints by their names."""
    return {endpoint.name: endpoint for endpoint in read_endpoints(sql.ROOT)}


def keys(connection: duckdb.DuckDBPyConnection, macro: str, most: int) -> list[Any]:
    """Some of the keys of the answers of a macro, whether its answer is compiled or not."""
    table, column = HEADERS[macro]["compiled"].split(".")
    found = connection.execute(
        f"select distinct {column} from {sql.relation(table)} order by md5({column}::varchar) limit ?", [most]
    )
    return [key for (key,) in found.fetchall()]


def both_ways(connection: duckdb.DuckDBPyConnection, endpoint: Endpoint, key: object) -> tuple[bytes, bytes]:
    """The answer as a request for all of it gets it, and as the macro gives it."""
    address, columns = Address(endpoint, endpoint.header.path, {}), list(endpoint.columns.values())
    arguments: dict[str, Any] = {endpoint.parameters[0].name: key}
    given, wanted = ObjectQuery(columns, []), ObjectQuery(columns, [], is_whole=True)
    return one(connection, address, arguments, wanted, ""), one(connection, address, arguments, given, "")


@pytest.mark.parametrize("macro", COMPILED)
def test_the_bytes_are_those_of_the_macro(
    connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str
) -> None:
    for key in keys(connection, macro, 1_000):
        compiled, given = both_ways(connection, endpoints[macro], key)
        assert compiled == given


@pytest.mark.parametrize("macro", COMPILED)
def test_the_bytes_are_those_of_the_macro_over_the_full_data(
    full_connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str
) -> None:
    for key in keys(full_connection, macro, 200):
        compiled, given = both_ways(full_connection, endpoints[macro], key)
        assert compiled == given


@pytest.mark.parametrize("macro", COMPILED)
def test_the_example_is_looked_up_however_it_is_written(
    connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str
) -> None:
    [key] = keys(connection, macro, 1)
    lookup = endpoints[macro].lookup
    assert isinstance(lookup, Lookup)
    for written in [f"\u2003 {key.upper()}\t", f"\f {key.upper()}\r", key] if isinstance(key, str) else [key]:
        assert lookup.body(connection, written)


def test_ascii_is_folded_as_the_macro_folds_it(connection: duckdb.DuckDBPyConnection) -> None:
    texts = [f"{chr(number)}a{chr(number)}B {chr(number)}" for number in range(128)]
    texts += ["", " ", " \t\n\f\r\v ", "".join(map(chr, range(128))), "I\x00 "]
    for text in texts:
        assert connection.execute("select normalized(?)", [text]).fetchall() == [(folded_ascii(text),)]


def names_of_films(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """All names of films, the article at either end."""
    return [
        name
        for (name,) in connection.execute(
            """
            with names as (
                select unnest([t.title, title_with_article_moved(t.title)]) as name from derived.film_titles as t
            )
            select distinct n.name from names as n where n.name is not null order by n.name
            """
        ).fetchall()
    ]


OF_TITLES = [name for name in COMPILED if "other_names" in HEADERS[name]]


@pytest.mark.parametrize("macro", OF_TITLES)
def test_each_name_of_a_film_has_the_bytes_of_the_macro(
    connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str
) -> None:
    lookup = endpoints[macro].lookup
    assert isinstance(lookup, Lookup)
    others = 0
    for name in names_of_films(connection):
        compiled, given = both_ways(connection, endpoints[macro], name)
        assert compiled == given, name
        by_key = replace(lookup, answers=lookup.answers._replace(other_names=None))
        others += lookup.body(connection, name) is not None and by_key.body(connection, name) is None
    assert others > 5


def test_a_name_of_other_films_is_left_to_the_macro(connection: duckdb.DuckDBPyConnection) -> None:
    wrong = connection.execute(
        """
        select o.name_key, n.movie_id, m.movie_id
        from derived.other_titles as o, films_titled(o.name_key) as n, films_titled(o.answer_key) as m
        where n.movie_id != m.movie_id or n.others != m.others
        """
    ).fetchall()
    assert wrong == []
    [(left,)] = connection.execute(
        "select count(*) from derived.other_titles as o inner join movies as m on o.name_key = normalized(m.title)"
    ).fetchall()
    assert left == 0


def test_only_a_request_that_gives_the_key_alone_is_looked_up(
    spoiled: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint]
) -> None:
    endpoint = endpoints["recomendacion"]
    address = Address(endpoint, endpoint.header.path, {})
    [(planted,)] = spoiled.execute("select max(answer_key) from compiled.recomendacion").fetchall()
    spoiled.begin()
    spoiled.execute("update compiled.recomendacion set body = 'planted' where answer_key = ?", [planted])
    columns = list(endpoint.columns.values())
    whole, part = ObjectQuery(columns, [], is_whole=True), ObjectQuery(columns[:1], [])
    assert one(spoiled, address, {"titulo": planted}, whole, "") == b"planted"
    assert one(spoiled, address, {"titulo": planted, "n": 3}, whole, "") != b"planted"
    assert one(spoiled, address, {"titulo": planted}, part, "") != b"planted"
    spoiled.rollback()
    assert endpoints["genre"].lookup is None


@pytest.mark.parametrize("macro", LISTS)
@pytest.mark.parametrize(
    "query", [{}, {"sort": "title"}, {"limit": "7"}, {"genres__contains": "drama", "sort": "-weighted_rating"}]
)
def test_pages_of_whole_rows_are_those_of_the_macro(
    connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str, query: dict[str, str]
) -> None:
    endpoint = endpoints[macro]
    shape = endpoint.list_shape
    assert shape
    options = list(query.items())
    for _ in range(20):
        wanted = parse_list_query(shape, options)
        compiled = page(connection, endpoint, {}, wanted, "?")
        assert isinstance(compiled.content["items"][0], msgspec.Raw)
        given = page(connection, endpoint, {}, replace(wanted, has_whole_rows=False), "?")
        assert encoded(compiled.content) == encoded(given.content)
        if compiled.following is None:
            break
        options = [*query.items(), ("cursor", compiled.following[1:])]


GROUPS = sorted(name for name, header in HEADERS.items() if "rows_of" in header)


@pytest.mark.parametrize("macro", GROUPS)
@pytest.mark.parametrize(
    "query", [{"limit": "2"}, {"limit": "3", "sort": "title"}, {"release_year__gte": "1990", "sort": "-revenue"}]
)
def test_pages_of_a_group_are_those_of_its_macro(
    connection: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint], macro: str, query: dict[str, str]
) -> None:
    endpoint = endpoints[macro]
    parameter, shape = endpoint.parameters[0], endpoint.list_shape
    assert shape
    table, column = str(parameter.header.of).split(".")
    groups = connection.execute(f"select {column} from {sql.relation(table)} order by all limit 40").fetchall()
    shown = 0
    for (group,) in groups:
        options = list(query.items())
        while True:
            wanted = parse_list_query(shape, options)
            compiled = page(connection, endpoint, {parameter.name: group}, wanted, "?")
            assert all(isinstance(item, msgspec.Raw) for item in compiled.content["items"])
            given = page(connection, endpoint, {parameter.name: group}, replace(wanted, has_whole_rows=False), "?")
            assert encoded(compiled.content) == encoded(given.content)
            shown += len(compiled.content["items"])
            if compiled.following is None:
                break
            options = [*query.items(), ("cursor", compiled.following[1:])]
    assert shown


def test_a_page_with_a_row_that_was_not_made_is_read_whole(
    spoiled: duckdb.DuckDBPyConnection, endpoints: dict[str, Endpoint]
) -> None:
    endpoint = endpoints["list_movies"]
    assert endpoint.list_shape
    first = endpoint.list_shape.first_page
    whole = page(spoiled, endpoint, {}, first, "?")
    spoiled.execute("delete from compiled.list_movies where answer_key = 862")
    again = page(spoiled, endpoint, {}, first, "?")
    assert isinstance(again.content["items"][0], dict)
    assert encoded(again.content) == encoded(whole.content)


@pytest.fixture
def things(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Things with all sorts of names and numbers, whose answers are compiled."""
    rows = [(text, number) for text in TEXTS for number in NUMBERS] + [("none", None)]
    file = tmp_path / "thing.sql"
    file.write_text(
        '-- A thing.\n--\n-- /// endpoint\n-- answer = "one"\n-- compiled = "things.thing_id"\n-- ///\n', encoding="utf-8"
    )
    with duckdb.connect() as connection:
        install(connection, [each for each in sql.sql_files("macros") if each.name.startswith("normalized")])
        connection.execute("create table things (thing_id integer, name varchar, number double)")
        connection.executemany("insert into things values (?, ?, ?)", [(number, *row) for number, row in enumerate(rows)])
        connection.execute(
            "create macro thing(asked integer) as table select t.name, t.number, [t.number, null] as numbers, "
            "{'name': t.name, 'number': t.number} as pair from (select asked) as given (thing_id) "
            "inner join things as t on given.thing_id = t.thing_id"
        )
        compile_answers(connection, [sql.sql_file(file)])
        yield connection


def test_what_would_be_written_otherwise_is_left_to_the_macro(things: duckdb.DuckDBPyConnection) -> None:
    compiled = dict(things.execute("from compiled.thing").fetchall())
    for (key,) in things.execute("select thing_id from things").fetchall():
        result = things.execute("from thing(?)", [key])
        names = [name for name, *_ in result.description]
        [row] = result.fetchall()
        given = msgspec.json.encode(dict(zip(names, row, strict=True)))
        assert compiled.get(key, given.decode()).encode() == given
    plain = things.execute("select count(*) from things where number between 1e-5 and 1e15 and name = 'é😀'").fetchall()
    assert len(compiled) >= plain[0][0] > 0


@pytest.fixture(scope="module")
def spoiled(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the warehouse, to be spoiled."""
    with duckdb.connect(copyfile(warehouse, tmp_path_factory.mktemp("spoiled") / "warehouse.duckdb")) as connection:
        yield connection


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.name.endswith(".compiled")], ids=lambda rule: rule.name)
def test_the_build_finds_an_answer_that_is_not_the_macros(spoiled: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    macro = rule.name.removesuffix(".compiled")
    assert spoiled.execute(rule.statement).fetchall() == []
    [(key,)] = spoiled.execute(f"select min(answer_key) from compiled.{macro}").fetchall()
    spoiled.execute(f"update compiled.{macro} set body = '{{}}' where answer_key = ?", [key])
    assert [found[:2] for found in spoiled.execute(rule.statement).fetchall()] == [(key, "{}")]
