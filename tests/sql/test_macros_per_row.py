"""A macro gives for the columns of a row what it gives for the same values alone."""

import random
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import duckdb
import pytest

import sql
from tests.sql.macro_arguments import Arguments, TableMacro, arguments, literal, table_macros

TABLE_MACRO = re.compile(r"^create or replace macro \w+\s*\(\s*[\w\"].*?\)\s*as table\b", re.MULTILINE | re.DOTALL)
MACROS = [file.name for file in sql.answer_files() if TABLE_MACRO.search(file.statement)]
FORMS = {
    "lateral": "select o.number, m.* from {rows}, {call} as m",
    "left join lateral": "select o.number, m.* from {rows} left join lateral (from {call}) as m on true",
    "scalar subquery": "select o.number, unnest((select list(m) from {call} as m)) from {rows}",
}


class Answers(NamedTuple):
    """What a macro gives.

    Attributes:
        rows: What it is asked with.
        alone: The rows that it gives for each of these.
        width: How many columns they have.
    """

    rows: list[Arguments]
    alone: list[list[tuple[object, ...]]]
    width: int


@pytest.fixture(scope="module")
def macros(connection: duckdb.DuckDBPyConnection) -> dict[str, TableMacro]:
    """All table macros with parameters, by name."""
    return {macro.name: macro for macro in table_macros(connection)}


def _relation(macro: TableMacro, rows: list[Arguments], alias: str, columns: list[str]) -> str:
    """The rows of arguments as a relation that also has their numbers."""
    casts = [f"c{i}::{type_}" if type_ else f"c{i}" for i, type_ in enumerate(macro.types)]
    named = ", ".join(f'{cast} as "{column}"' for cast, column in zip(casts, columns, strict=True))
    values = ", ".join(f"({number}, {', '.join(map(literal, row))})" for number, row in enumerate(rows))
    plain = ", ".join(f"c{i}" for i in range(len(casts)))
    return f"(select number, {named} from (values {values}) as v (number, {plain})) as {alias}"


@pytest.fixture(scope="module")
def alone(connection: duckdb.DuckDBPyConnection, macros: dict[str, TableMacro]) -> Callable[[str], Answers]:
    """The arguments that a macro is asked with, and what it gives for each alone; the last of them are the first once more."""

    @cache
    def answers(name: str) -> Answers:
        rows = arguments(connection, macros[name])
        rows.append(rows[0])
        found = [connection.execute(f"from {name}({', '.join(map(literal, row))})").fetchall() for row in rows]
        return Answers(rows, found, len(connection.description or ()))

    return answers


def _counted(rows: list[tuple[object, ...]]) -> Counter[str]:
    return Counter(map(repr, rows))


def test_every_table_macro_with_parameters_is_asked(macros: dict[str, TableMacro]) -> None:
    assert sorted(macros) == sorted(MACROS)


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_gives_the_same_per_row_as_alone(
    connection: duckdb.DuckDBPyConnection, macros: dict[str, TableMacro], alone: Callable[[str], Answers], name: str
) -> None:
    macro = macros[name]
    rows, answers, width = alone(name)
    assert any(answers), rows
    expected: list[tuple[object, ...]] = [(number, *row) for number, answer in enumerate(answers) for row in answer]
    unanswered: list[tuple[object, ...]] = [(number, *[None] * width) for number, answer in enumerate(answers) if not answer]
    columns = [f"c{i}" for i in range(len(macro.parameters))]
    call = f"{name}({', '.join(f'o.{column}' for column in columns)})"
    for form, question in FORMS.items():
        found = connection.execute(question.format(rows=_relation(macro, rows, "o", columns), call=call)).fetchall()
        if form == "scalar subquery":
            found = [(number, *row.values()) for number, row in found]
        outer = unanswered if form == "left join lateral" else []
        assert _counted(found) == _counted(expected + outer), form


@pytest.mark.parametrize("name", MACROS)
def test_columns_may_have_the_names_that_the_macro_uses_itself(
    connection: duckdb.DuckDBPyConnection, macros: dict[str, TableMacro], alone: Callable[[str], Answers], name: str
) -> None:
    macro = macros[name]
    rows, answers, _ = alone(name)
    rows = rows[:2]
    expected = _counted([row for answer in answers[:2] for row in answer])
    used = sorted(set(re.findall(r"[a-z_]+", macro.definition.lower())) - {"number"})
    aliases = sorted(set(re.findall(r"\bas (\w+)", macro.definition.lower())) | {"o"})
    chance = random.Random(name)
    for _ in range(3):
        columns, alias = chance.sample(used, len(macro.parameters)), chance.choice(aliases)
        for qualifier in ("", f'"{alias}".'):
            asked = ", ".join(f'{qualifier}"{column}"' for column in columns)
            relation = _relation(macro, rows, f'"{alias}"', columns)
            found = connection.execute(f"select answer.* from {relation}, {name}({asked}) as answer").fetchall()
            assert _counted(found) == expected, (alias, columns, qualifier)
