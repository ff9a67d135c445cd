"""The service keeps what its OpenAPI document promises, whatever the document allows to be asked."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# Each value that the document allows for each parameter: all lists have one code for their filters, so one of them will do.
THOROUGHLY = ["brief", "years", "service"]


@pytest.mark.parametrize(
    ("phases", "chosen"),
    [
        # Other addresses have the handlers of the first ones.
        ("examples,fuzzing", ["--exclude-tag", "other-addresses"]),
        ("coverage", [option for tag in THOROUGHLY for option in ("--include-tag", tag)]),
    ],
)
def test_schemathesis_finds_no_fault(served: httpx.Client, tmp_path: Path, phases: str, chosen: list[str]) -> None:
    command = [str(Path(sys.executable).with_name("st")), "run", f"{served.base_url}/schema/openapi.json", "--no-color"]
    options = ["--phases", phases, "--max-examples", "3", "--seed", "1", "--suppress-health-check", "all"]
    done = subprocess.run(
        [*command, *options, "--checks", CHECKS, *chosen], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    paths = served.get("/schema/openapi.json").json()["paths"]
    tags = [operation["tags"][0] for path in paths.values() for operation in path.values()]
    wanted = sum(tag in THOROUGHLY if phases == "coverage" else tag != "other-addresses" for tag in tags)
    assert done.returncode == 0, done.stdout[-8000:]
    assert f"Tested: {wanted}" in done.stdout
