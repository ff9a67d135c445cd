"""The service keeps what its OpenAPI document promises, whatever the document allows to be asked."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

import sql

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_schemathesis_finds_no_fault(
    serve: Callable[..., AbstractContextManager[httpx.Client]], warehouse: Path, tmp_path: Path
) -> None:
    with serve(warehouse, sql.ROOT) as client:
        command = [str(Path(sys.executable).with_name("st")), "run", f"{client.base_url}/schema/openapi.json", "--no-color"]
        phases = ["--phases", "examples,coverage,fuzzing", "--max-examples", "3", "--seed", "1", "--suppress-health-check", "all"]
        # Other addresses have the handlers of the first ones.
        done = subprocess.run(
            [*command, *phases, "--checks", CHECKS, "--exclude-tag-regex", ".*: other addresses"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        paths = client.get("/schema/openapi.json").json()["paths"]
    tags = [operation["tags"][0] for path in paths.values() for operation in path.values()]
    assert done.returncode == 0, done.stdout[-8000:]
    assert f"Tested: {sum(not tag.endswith(': other addresses') for tag in tags)}" in done.stdout
