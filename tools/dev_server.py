"""``python -m tools.dev_server WAREHOUSE`` serves a warehouse, and takes over code and SQL files as they are saved.

The service runs as the environment variables in docs/operations.md say. When a SQL file is saved, the warehouse gets what changed
(`ingest.answers`); a mistake is told, and the service goes on as it was.
"""

import os
import subprocess
import sys
from pathlib import Path

import watchfiles

import sql

_SERVICE = sql.ROOT.parent / "service"


def main() -> int:
    """Serve until told to stop.

    Returns:
        0.
    """
    warehouse = sys.argv[1]
    environment = {**os.environ, "FILMOTECA_WAREHOUSE": warehouse}
    server = _started(environment)
    try:
        for changes in watchfiles.watch(sql.ROOT, _SERVICE, watch_filter=_is_source):
            is_sql = any(path.endswith(".sql") for _, path in changes)
            if is_sql and subprocess.run([sys.executable, "-m", "ingest.answers", warehouse], check=False).returncode:
                continue
            _stop(server)
            server = _started(environment)
    finally:
        _stop(server)
    return 0


def _is_source(_: watchfiles.Change, path: str) -> bool:
    return Path(path).suffix in {".sql", ".py", ".toml", ".html", ".css", ".js"}


def _started(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "service"], env=environment)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()


if __name__ == "__main__":
    sys.exit(main())
