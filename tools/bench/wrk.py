"""Runs of ``wrk``, the HTTP load generator (Debian has a package of that name)."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("WRK_PATHS")) do paths[#paths + 1] = line end
local place = 0
request = function()
    place = place % #paths + 1
    return wrk.format("GET", paths[place])
end
done = function(summary, latency, requests)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("SUMMARY %d %f %f %f %d\\n", summary.requests, summary.duration / 1e6,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
"""


class Load(NamedTuple):
    """What a load run measured.

    Attributes:
        requests: How many requests were answered.
        per_second: Requests in a second.
        median_ms: The median latency in milliseconds.
        p99_ms: The latency that 99 of 100 requests stay under.
        failed: Requests that failed or were not answered with 2xx or 3xx.
    """

    requests: int
    per_second: float
    median_ms: float
    p99_ms: float
    failed: int


def load(address: str, paths: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask for paths one after the other, over and over, on some connections at once.

    Raises:
        FileNotFoundError: There is no wrk on this machine.
    """
    if shutil.which("wrk") is None:
        raise FileNotFoundError("the benchmark needs wrk; on Debian, install it with 'apt-get install wrk'")
    with tempfile.TemporaryDirectory() as folder:
        script, listed = Path(folder, "script.lua"), Path(folder, "paths")
        script.write_text(_SCRIPT, encoding="ascii")
        listed.write_text("\n".join(paths) + "\n", encoding="ascii")
        command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds:.0f}s"]
        done = subprocess.run(
            [*command, "--script", script, address],
            env={"WRK_PATHS": str(listed), "PATH": "/usr/bin:/bin:/usr/local/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
    [summary] = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("SUMMARY ")]
    requests, duration, median, p99, failed = map(float, summary)
    return Load(int(requests), requests / duration, median, p99, int(failed))
