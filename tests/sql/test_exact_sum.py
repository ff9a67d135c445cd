"""A sum of returns is the one that Python works out with all bits, whatever the order."""

from math import fsum
from random import Random

import duckdb
from hypothesis import given
from hypothesis import strategies as st

MONEY = st.integers(min_value=1, max_value=4_000_000_000)


@given(returns=st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=50), seed=st.integers())
def test_returns_in_any_order_have_the_exact_sum(
    connection: duckdb.DuckDBPyConnection, returns: list[tuple[int, int]], seed: int
) -> None:
    numbers = [revenue / budget for revenue, budget in returns]
    expected = fsum(numbers)
    Random(seed).shuffle(numbers)
    [(found,)] = connection.execute("select exact_sum(n) from (select unnest(?::double[]) as n)", [numbers]).fetchall()
    assert found == expected


def test_there_is_no_sum_of_nothing_and_of_what_is_no_number(connection: duckdb.DuckDBPyConnection) -> None:
    numbers = [None, float("nan"), float("inf"), -1e308]
    [(found,)] = connection.execute("select exact_sum(n) from (select unnest(?::double[]) as n)", [numbers]).fetchall()
    assert found is None
