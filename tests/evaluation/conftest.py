"""A warehouse with ratings."""

from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

_RATE_FILMS = """
insert into ratings
select u.user_id, m.movie_id, 3 + (m.movie_id + u.user_id) % 3, timestamp '2000-01-01'
from movies as m
cross join range(4, 48) as u (user_id)
where (m.movie_id + 7 * u.user_id) % 3 != 0
order by all
"""


@pytest.fixture(scope="session")
def rated_warehouse(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made catalogue with 44 more users, each of whom rates two films of three."""
    copy = copyfile(warehouse, tmp_path_factory.mktemp("rated") / "warehouse.duckdb")
    with duckdb.connect(copy) as connection:
        connection.execute(_RATE_FILMS)
    return copy
