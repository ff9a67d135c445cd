"""What a process that only serves does, and does not do, for a question."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# The first time something is asked, what it needs is imported.
_TRIED_WHEN_ASKED_AGAIN = """
import sys
from service.__main__ import application
from tests.service.threads import in_a_thread

class Recorder:
    def find_spec(self, name, path=None, target=None):
        tried.append(name)

with in_a_thread(application()) as client:
    for address in sys.argv[1:]:
        statuses, tried = [client.get(address).status_code], []
        sys.meta_path.insert(0, Recorder())
        statuses.append(client.get(address).status_code)
        sys.meta_path.pop(0)
        print(address, *statuses, *tried)
    print(*(name for name in sys.modules if name.partition(".")[0] == "pandas"))
"""

ADDRESSES = [
    "/retorno/Toy%20Story",
    "/movies/862?include=cast",
    "/movies?genres__contains=comedy&release_year__gte=1990&release_date__lt=2020-01-01&total=true",
    "/movies?movie_id__in=862,8844&format=csv",
    "/movies?limit=2&format=parquet",
    "/recommendations?likes=862&likes=Heat&diversity=0.5",
    "/search?q=toy",
    "/pelicula/862",
    "/explorar",
]


def test_no_question_looks_for_a_module_that_was_looked_for_before_or_for_pandas(warehouse: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": str(warehouse), "FILMOTECA_CACHE_BYTES": "0", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", _TRIED_WHEN_ASKED_AGAIN, *ADDRESSES]
    ran = subprocess.run(
        command, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [f"{address} 200 200" for address in ADDRESSES] + [""]
