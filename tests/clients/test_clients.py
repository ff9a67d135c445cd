"""Clients that generators make of the document pass strict type checks, and their calls work."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.clients.conftest import HERE
from tests.service.servers import Running

ANSWERS = ["Toy Story", "Tom Hanks", ["Toy Story 2", "Toy Story"], 4, ["John Lasseter"], 404]
BIN = Path(sys.executable).parent


def run(folder: Path, *command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_a_client_in_python(server: Running, tmp_path: Path) -> None:
    document = f"http://127.0.0.1:{server.port}/schema/openapi.json"
    options = ("--url", document, "--output-path", tmp_path, "--overwrite", "--fail-on-warning")
    run(tmp_path, BIN / "openapi-python-client", "generate", *options)
    shutil.copy(HERE / "calls.py", tmp_path)
    run(tmp_path, sys.executable, "-m", "mypy", "--strict", "--no-incremental", "filmoteca_client", "calls.py")
    answers = run(tmp_path, sys.executable, "calls.py", f"http://127.0.0.1:{server.port}")
    assert json.loads(answers) == ANSWERS


def test_a_client_in_typescript(server: Running, tools: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(tools / "node_modules")
    for name in ("calls.ts", "tsconfig.json", "package.json"):
        shutil.copy(HERE / name, tmp_path)
    programs = tools / "node_modules/.bin"
    document = f"http://127.0.0.1:{server.port}/schema/openapi.json"
    run(tmp_path, programs / "openapi-typescript", document, "--output", "schema.d.ts")
    run(tmp_path, programs / "tsc", "--project", ".")
    answers = run(tmp_path, "node", "out/calls.js", f"http://127.0.0.1:{server.port}")
    assert json.loads(answers) == ANSWERS
