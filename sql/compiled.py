"""Answers that are made with the warehouse, so that a question for one is a single look-up.

The header of an endpoint names the column with the keys of its answers: ``compiled = "movies.title"``. Its macro stays the one
definition: it is asked for all keys at once, and each answer is kept as the text that the service sends, in a table of the schema
``compiled``. What is not there, such as a question with a year, is left to the macro. Of a list, rows are kept, by the column of
that name.
"""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from sql import SqlFile, SqlFileError, quote_identifier, relation, sql_literal

SCHEMA = "compiled"
"""The schema of these tables, apart from the content of the warehouse, from which they follow."""

_COMPARED_ROWS = 500

_WRITTEN_OTHERWISE = r"\b0\.00000|\d{17}\.0|\\u00[01]"
"""What DuckDB writes in JSON otherwise than the service does: numbers near 0, huge ones, and control characters."""


class CompiledAnswers(NamedTuple):
    """The answers of an endpoint that are made with the warehouse.

    Attributes:
        macro: The macro that gives them, and the name of their table.
        keys: The table of their keys.
        column: The column of that table which holds them; a text is folded (normalized), for so it is looked up.
        is_list: Whether the macro gives a list, whose rows are kept.
        other_names: The table of other names for the keys, with the columns ``name_key`` and ``answer_key``, if there is one.
    """

    macro: str
    keys: str
    column: str
    is_list: bool
    other_names: str | None = None

    def select(self, *keys: str) -> str:
        """The statement for keys and their answers; a key has no row where it is left to the macro.

        Args:
            keys: Expressions of the keys.
        """
        asked = f"= {keys[0]}" if len(keys) == 1 else f"in ({', '.join(keys)})"
        return f"select answer_key, body from {SCHEMA}.{quote_identifier(self.macro)} where answer_key {asked}"

    def select_key(self, name: str) -> str:
        """The statement for the key whose answer another name has, if it is such a name.

        Args:
            name: The expression of the name, folded like keys.
        """
        return f"select answer_key from {relation(str(self.other_names))} where name_key = {name}"

    def make(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill the table anew."""
        keys, column, table = relation(self.keys), quote_identifier(self.column), quote_identifier(self.macro)
        [(_, kind, *_)] = connection.execute(f"select {column} from {keys} limit 0").description
        key, folded = f"k.{column}", "true"
        if kind == "VARCHAR":
            # To fold twice gives something else now and then; the macro, which folds as well, would then mean another key.
            key, folded = f"normalized_column({key})", "answer_key = normalized_column(answer_key)"
        connection.execute(f"""
            create or replace table {SCHEMA}.{table} as
            with all_keys as (
                select distinct {key} as answer_key
                from {keys} as k
                where k.{column} is not null
            ),
            folded_keys as (
                from all_keys
                where {folded}
            ),
            bodies as (
                {self._bodies("folded_keys")}
            )
            from bodies
            where not regexp_matches(body, {sql_literal(_WRITTEN_OTHERWISE)})
            order by answer_key
        """)
        connection.execute(f"create index {quote_identifier(f'{self.macro}_key')} on {SCHEMA}.{table} (answer_key)")
        told = f"The answers of the macro {self.macro} as the service sends them"
        for object_, comment in (
            (f"table {SCHEMA}.{table}", told),
            (f"column {SCHEMA}.{table}.answer_key", f"What is asked for ({self.keys}.{self.column})"),
            (f"column {SCHEMA}.{table}.body", "The answer in JSON"),
        ):
            connection.execute(f"comment on {object_} is {sql_literal(comment)}")

    def _bodies(self, keys: str) -> str:
        """The query for the keys of a table, each with what the macro gives for it, if that is anything."""
        if self.is_list:
            return f"""\
select
        k.answer_key,
        to_json(g)::varchar as body
    from {keys} as k
    inner join "{self.macro}"() as g on k.answer_key = g."{self.column}\""""
        # DuckDB 2.0 takes a column for a macro's argument in such a subquery alone. It has one row, for what is wrong with tables
        # that make several of it is for their own rules to tell.
        return f"""\
select
        k.answer_key,
        (select min(to_json(g)::varchar) from "{self.macro}"(k.answer_key) as g) as body
    from {keys} as k"""

    @property
    def differing(self) -> str:
        """The query for the answers that are not what the macro gives: of all, or of some in each part of a large table."""
        return f"""\
with numbered as (
    select
        c.answer_key,
        c.body,
        row_number() over (order by c.answer_key) % (1 + count(*) over () // {_COMPARED_ROWS}) as place
    from {SCHEMA}."{self.macro}" as c
),

compared as (
    select
        n.answer_key,
        n.body
    from numbered as n
    where n.place = 0
),

given as (
    {self._bodies("compared")}
)

select
    c.answer_key,
    c.body,
    g.body as body_of_macro
from compared as c
left join given as g on c.answer_key = g.answer_key
where c.body is distinct from g.body
order by c.answer_key;
"""


def compiled_answers(file: SqlFile) -> CompiledAnswers | None:
    """What the header of an endpoint says of its answers.

    Raises:
        SqlFileError: It names no column.
    """
    keys = file.headers.get("endpoint", {}).get("compiled")
    if keys is None:
        return None
    table, _, column = str(keys).partition(".")
    if not table or not column:
        raise SqlFileError(
            f"{file.path}: 'compiled' must name a table and a column with keys, such as \"films_by_title.title_key\""
        )
    header = file.headers["endpoint"]
    return CompiledAnswers(file.name, table, column, header.get("answer") == "many", header.get("other_names"))


def keys_of(file: SqlFile) -> set[str]:
    """The table of the keys whose answers are compiled, if the header of an endpoint names one."""
    answers = compiled_answers(file)
    return {answers.keys} if answers else set()


def compile_answers(connection: duckdb.DuckDBPyConnection, endpoints: Iterable[SqlFile]) -> None:
    """Make the answers of some endpoints anew, once their macros and all tables are there.

    Raises:
        SqlFileError: A header names keys that there are not, or that answers cannot be made of.
    """
    files = list(endpoints)
    drop_compiled(connection, (file.name for file in files))
    for file in files:
        if answers := compiled_answers(file):
            try:
                answers.make(connection)
            except duckdb.ProgrammingError as error:
                raise SqlFileError(
                    f"{file.path}: the answers for all of {answers.keys}.{answers.column} fail: {error}"
                ) from error


def drop_compiled(connection: duckdb.DuckDBPyConnection, macros: Iterable[str]) -> None:
    """Drop the answers of macros, where there are any."""
    connection.execute(f"create schema if not exists {SCHEMA}")
    for macro in macros:
        connection.execute(f"drop table if exists {SCHEMA}.{quote_identifier(macro)}")
