"""The examples of docs/notebooks.md run, as written, each in a process of its own beside a warehouse and a service."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "notebooks.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
R = re.findall(r"```r\n(.*?)```", TEXT, re.DOTALL)


def _run(command: list[str], example: str, folder: Path, warehouse: Path, site: str) -> None:
    (folder / "warehouse.duckdb").symlink_to(warehouse)
    written = folder / "example"
    written.write_text(example.replace("http://127.0.0.1:8000", site), encoding="utf-8")
    done = subprocess.run(
        [*command, str(written)], cwd=folder, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("example", PYTHON)
def test_examples_in_python(example: str, tmp_path: Path, warehouse: Path, site: str) -> None:
    # The last line of a cell is what a notebook shows.
    shown, _, last = example.strip().rpartition("\n")
    value = last if re.match(r"\w+ = ", last) is None else f"{last}\nshown = {last.partition(' = ')[0]}"
    ending = value if "shown = " in value else f"shown = {last}"
    _run([sys.executable], f"{shown}\n{ending}\nassert len(shown) > 0\n", tmp_path, warehouse, site)


@pytest.mark.parametrize("example", R)
def test_examples_in_r(example: str, tmp_path: Path, warehouse: Path, site: str) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("there is no R to run the example with")
    _run([program], example, tmp_path, warehouse, site)


def test_there_are_examples_for_everything_that_is_named() -> None:
    assert all(any(f"import {name}" in example for example in PYTHON) for name in ("duckdb", "pandas", "polars", "ibis"))
    assert R
