"""With more novelty, recommendations are known less."""

from math import log1p

import duckdb
import pytest

from tests.sql.asking import asked

SEEDS = [["862"], ["949"], ["238", "155"], ["862", "949", "238"]]


@pytest.mark.parametrize("likes", SEEDS)
@pytest.mark.parametrize("n", [3, 10])
def test_the_mean_fame_falls_as_novelty_rises(connection: duckdb.DuckDBPyConnection, likes: list[str], n: int) -> None:
    votes = dict(connection.execute("select movie_id, coalesce(vote_count, 0) from movies").fetchall())
    fame = []
    for step in range(11):
        found = asked(connection, "recommended_movies", likes, novelty=step / 10, n=n)
        assert len(found) == n
        fame.append(sum(log1p(votes[row["movie_id"]]) for row in found) / n)
    assert fame == sorted(fame, reverse=True)
    # A series stands above all else, and the three films of a small catalogue that are next to it stay.
    assert fame[0] > fame[-1] or n == 3


def test_without_novelty_nothing_changes(connection: duckdb.DuckDBPyConnection) -> None:
    plain = asked(connection, "recommended_movies", ["862", "949"], n=30)
    assert asked(connection, "recommended_movies", ["862", "949"], novelty=0, n=30) == plain
    assert asked(connection, "recommended_movies", ["862", "949"], novelty=0.5, n=30) != plain
