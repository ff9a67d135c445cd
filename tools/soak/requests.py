"""What the clients of a soak ask: honest questions of every kind, and what hostile ones ask."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

import sql
from service.endpoints.endpoint import read_endpoints
from tools.bench.questions import addresses


class Asked(NamedTuple):
    """A request.

    Attributes:
        path: Path and query.
        statement: What to send to the SQL console; nothing if it is a GET.
        coding: The content coding that the client takes.
        expected: The statuses that it may be answered with.
    """

    path: str
    statement: str | None = None
    coding: str = "identity"
    expected: frozenset[int] = frozenset({200})


_STATEMENTS = (
    "select count(*) as films from movies",
    "select m.release_year, avg(m.vote_average) as mean from movies as m group by all order by all",
    "from peliculas_mes('enero')",
    "select title, row_number() over (order by vote_count desc, movie_id) as place from movies qualify place <= 10",
)

CRASHING = (
    "select lag((-9223372036854775808)::bigint, (-9223372036854775808)::bigint) over ()",
    "select reservoir_quantile(2.5, [])",
    "select len(list(i)) from range(100000000) as t(i)",
    "select length(string_agg(repeat('x', 1000), '')) from range(200000)",
)
"""Statements that end their process, need too much memory, or once did."""

HOSTILE_STATEMENTS = (
    "select * from read_csv('/etc/passwd')",
    "copy movies to '/tmp/stolen.csv'",
    "select repeat('x', 1000000000)",
    "with recursive endless(n) as (select 1 union all select n + 1 from endless) select sum(n) from endless",
    "select sum(a.range * b.range) from range(10000000) as a, range(10000000) as b",
    "attach '/tmp/other.duckdb'",
    "select 1; drop table movies",
    "pragma database_list",
)

HOSTILE_PATHS = (
    "/peliculas_mes/Smarch",
    "/movies/99999999",
    "/movies/x",
    "/movies?nothing=1",
    "/movies?limit=100000",
    "/movies?sort=-nothing",
    "/movies?cursor=AAAA",
    "/movies?title__contains=%00",
    "/movies?" + "&".join(["title__contains=a"] * 60),
    "/search?q=" + "a%20" * 4000,
    "/recomendacion/%F0%9F%98%80",
    "/score_titulo/" + "x" * 600,
    "/../../etc/passwd",
    "/nowhere",
    "/movies/862/similar?diversity=NaN",
)

_LISTS = (
    "/movies?release_year__gte=1990&genres__contains=comedy&sort=-vote_average&limit=50",
    "/movies?title__contains=love&total=true&facets=genres,original_language",
    "/people?name__startswith=tom&limit=100",
    "/companies?sort=-films",
    "/movies?format=csv&release_year=1995",
    "/movies?format=parquet",
    "/people?format=ndjson&limit=20000",
    "/genres?format=arrow",
)


def honest_questions(warehouse: Path) -> Sequence[Sequence[str]]:
    """Addresses of questions of a warehouse, with its own names and ids, for each of the endpoints."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        return [addresses(connection, endpoint) for endpoint in read_endpoints(sql.ROOT)]


class Requests:
    """A source of random honest requests.

    Args:
        questions: The addresses of questions, for each of the endpoints.
        seed: Of the random numbers.
    """

    def __init__(self, questions: Sequence[Sequence[str]], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._honest = questions

    def next(self) -> Asked:
        """A request: mostly a question of an endpoint, now and then a list or a statement."""
        dice = self._random.random()
        if dice < 0.7:
            # A question may rightly have no answer, such as the franchise of a name from another build.
            return Asked(self._random.choice(self._random.choice(self._honest)), expected=frozenset({200, 404}))
        if dice < 0.93:
            return Asked(self._random.choice(_LISTS), coding=self._random.choice(["gzip", "br", "identity"]))
        return Asked("/sql", self._random.choice(_STATEMENTS))
