"""How text is folded: all separators of Unicode are outer spaces, and the way for columns gives the same."""

from collections.abc import Iterator

import duckdb
import pytest

import sql
from sql.install import install

LETTERS = """
select chr(code::integer) as letter from range(1, 55296) as below (code)
union all
select chr(code::integer) as letter from range(57344, 1114112) as above (code)
"""
"""Each code point that text can hold: all but the surrogates."""

PLAIN = r"strip_accents(lower(regexp_replace({text}, '^[\s\pZ]+|[\s\pZ]+$', '', 'g')))"
"""The same in the words of a regular expression, which knows the classes of Unicode by itself."""


@pytest.fixture(scope="module")
def folding() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the two macros."""
    with duckdb.connect() as connection:
        install(connection, [file for file in sql.sql_files("macros") if file.name.startswith("normalized")])
        yield connection


@pytest.mark.parametrize("text", ["letter", "letter || chr(9) || 'É e' || letter", "'a' || letter || 'a'"])
def test_every_code_point_is_folded_as_its_class_wants(folding: duckdb.DuckDBPyConnection, text: str) -> None:
    [(letters, one, column)] = folding.execute(f"""
        select
            count(*),
            count(*) filter (normalized(text) is distinct from plain),
            count(*) filter (normalized_column(text) is distinct from plain)
        from (select {text} as text, {PLAIN.format(text=text)} as plain from ({LETTERS}))
    """).fetchall()
    assert (letters, one, column) == (1112063, 0, 0)


@pytest.mark.parametrize("macro", ["normalized", "normalized_column"])
@pytest.mark.parametrize(("text", "folded"), [(None, None), ("", ""), (" \u2028\t", ""), ("\u00a0À\tb ", "a\tb")])
def test_nothing_and_blanks_are_folded(
    folding: duckdb.DuckDBPyConnection, macro: str, text: str | None, folded: str | None
) -> None:
    assert folding.execute(f"select {macro}(?::varchar)", [text]).fetchall() == [(folded,)]
