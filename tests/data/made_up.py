"""A made-up catalogue that is large enough for every chart: it has enough films of each year, director, actor and company."""

from pathlib import Path

import duckdb

from ingest import synthetic
from ingest.build import build

FILMS = 1500

PLANT = """
update movies
set budget = 1000000 + movie_id % 97 * 1000000,
    revenue = (1000000 + movie_id % 97 * 1000000) * (1 + movie_id % 5),
    "return" = 1 + movie_id % 5
where movie_id % 10 > 0
"""
"""Made-up films seldom have money, as the real ones; these have it nearly all."""


def planted_money(movie_id: int) -> tuple[int, int]:
    """The budget and the revenue that the plant gives a film."""
    budget = 1_000_000 + movie_id % 97 * 1_000_000
    return budget, budget * (1 + movie_id % 5)


def made_up_warehouse(folder: Path) -> Path:
    """Build the warehouse in an empty folder, beside its raw files in ``raw``."""
    synthetic.write(FILMS, folder / "raw", seed=1)
    path = folder / "warehouse.duckdb"
    build(folder / "raw", path, lambda _: None)
    with duckdb.connect(path) as connection:
        connection.execute(PLANT)
    return path
