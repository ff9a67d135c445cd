"""Statements that call every function of the engine with values at the edges of the types of its parameters."""

import random
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from tools.soak.edge_values import edge_value

_FUNCTIONS = """
select function_name, function_type, parameter_types, varargs
from duckdb_functions()
where database_name = 'system' and function_type in ('scalar', 'aggregate', 'macro', 'table', 'table_macro')
order by all
"""

_WINDOW = "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value fill"
"""The functions of windows, which are not in that list."""

_FRAMES = (
    "over ()",
    "over (order by i)",
    "over (order by i desc rows between 1 preceding and 1 following)",
    "over (partition by i % 2 order by i range between unbounded preceding and current row exclude ties)",
)


class Function(NamedTuple):
    """A function of the engine in one of its forms.

    Attributes:
        name: Its name.
        kind: What it is: scalar, aggregate, macro, table, table_macro or window.
        parameters: The types of its parameters.
        varargs: The type of any further ones, if it takes them.
    """

    name: str
    kind: str
    parameters: Sequence[str | None]
    varargs: str | None


class FunctionCalls:
    """A source of statements.

    Args:
        connection: What knows the functions.
        seed: Of the random numbers: the same statements come of the same one, as long as the engine is the same.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        forms: dict[str, list[Function]] = {}
        for row in connection.execute(_FUNCTIONS).fetchall():
            forms.setdefault(row[0], []).append(Function(*row))
        for name in _WINDOW.split():
            forms.setdefault(name, []).append(Function(name, "window", ["ANY", "BIGINT", "ANY"], None))
        self._forms = forms
        self._turns = list(forms)
        self._number = 0

    @property
    def names(self) -> list[str]:
        """The names of all functions."""
        return self._turns

    def next(self) -> tuple[str, str]:
        """The name of a function, each in its turn, and a statement that calls it."""
        if self._number % len(self._turns) == 0:
            self._dice.shuffle(self._turns)
        name = self._turns[self._number % len(self._turns)]
        self._number += 1
        function = self._dice.choice(self._forms[name])
        call = f'"{name}"({", ".join(self._arguments(function))})'
        match function.kind:
            case "table" | "table_macro":
                return name, f"select * from {call}"
            case "aggregate" | "window":
                return name, self._over_rows(call, is_window=function.kind == "window")
        if self._dice.random() < 0.3:
            return name, f"select {call} as value from range(3) as t(i)"
        return name, f"select {call} as value"

    def _arguments(self, function: Function) -> list[str]:
        kinds = [*function.parameters]
        kinds += [function.varargs] * self._dice.randrange(4) if function.varargs else []
        if self._dice.random() < 0.1:
            kinds = kinds[:-1] if self._dice.random() < 0.5 else [*kinds, "ANY"]
        return [edge_value("ANY" if self._dice.random() < 0.15 else kind, self._dice) for kind in kinds]

    def _over_rows(self, call: str, *, is_window: bool) -> str:
        rows = self._dice.choice(("range(3)", "range(0)", "range(100)"))
        if is_window or self._dice.random() < 0.4:
            return f"select {call} {self._dice.choice(_FRAMES)} as value from {rows} as t(i)"
        group = self._dice.choice(("", " group by i % 2", " group by all"))
        return f"select {call} as value from {rows} as t(i){group}"
