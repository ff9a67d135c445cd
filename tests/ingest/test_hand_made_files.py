"""The committed CSV files are those that the modules beside them describe."""

from pathlib import Path

import pytest

from tests.data import layouts


@pytest.mark.parametrize("layout", ["full_layout", "tmdb_5000_layout"])
def test_the_files_are_what_the_script_writes(layout: str, tmp_path: Path) -> None:
    layouts.write(tmp_path)
    written = {path.name: path.read_bytes() for path in (tmp_path / layout).iterdir()}
    assert {path.name: path.read_bytes() for path in (layouts.FOLDER / layout).iterdir()} == written
