"""``python -m ingest.publish WAREHOUSE`` versions a warehouse with DVC and pushes it to the default remote.

A DuckDB file is never the same twice, so DVC's hash names one build. The snapshot id, which equal content shares, stands beside
it under ``meta`` in the ``.dvc`` file. ``--check`` only sees whether there is a remote, before anything is done for it.

Exit codes: 0 it is there, 5 there is no remote, 6 the remote does not take it; 1 there is no warehouse.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import yaml

from ingest.errors import IngestError, PushError, RemoteError
from ingest.warehouse_file import snapshot_of

FAILED = 1
NO_REMOTE = 5
NOT_PUSHED = 6

_DVC = Path(sys.executable).with_name("dvc")


def publish(warehouse: Path) -> str:
    """Track a warehouse in its ``.dvc`` file and push it.

    Returns:
        The snapshot id.

    Raises:
        IngestError: There is no finished warehouse.
        RemoteError: There is no remote.
        PushError: DVC fails and has printed why. The ``.dvc`` file names the version that it named before.
    """
    snapshot = snapshot_of(warehouse)
    if snapshot is None:
        raise IngestError(f"{warehouse}: there is no finished warehouse; build it with 'make warehouse'")
    require_remote()
    tracked = _tracked(warehouse)
    before = tracked.read_bytes() if tracked.exists() else None
    try:
        _dvc("add", "--quiet", str(warehouse))
        _dvc("push", "--quiet", str(tracked))
    except PushError:
        if before is None:
            tracked.unlink(missing_ok=True)
        else:
            tracked.write_bytes(before)
        raise
    record = yaml.safe_load(tracked.read_text(encoding="utf-8"))
    if record.get("meta") != {"snapshot": snapshot}:
        record["meta"] = {"snapshot": snapshot}  # last, so that it stands for a push that succeeded
        tracked.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")
    return snapshot


def published_snapshot(warehouse: Path) -> str | None:
    """The snapshot id of the version that was pushed last, or none."""
    tracked = _tracked(warehouse)
    if not tracked.exists():
        return None
    meta = yaml.safe_load(tracked.read_text(encoding="utf-8")).get("meta") or {}
    return meta.get("snapshot")


def require_remote() -> None:
    """Make sure that DVC knows where to push to.

    Raises:
        RemoteError: It does not.
    """
    try:
        found = subprocess.run([_DVC, "config", "core.remote"], check=False, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError:
        raise RemoteError(
            "DVC is not installed, so nothing can be published; 'make publish' installs it, or do without"
        ) from None
    if not found.stdout.strip():
        raise RemoteError(
            "there is no remote to publish to; set one with 'make publish REMOTE=folder', or do without with "
            "'make update PUBLISH=no'; nothing was built or changed"
        )


def remote_exit_code(error: RemoteError) -> int:
    """The exit code of a program that could not publish."""
    return NOT_PUSHED if isinstance(error, PushError) else NO_REMOTE


def main() -> int:
    """Publish one warehouse and say what to commit.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m ingest.publish", description="Version a warehouse with DVC and push it.")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE")
    parser.add_argument("--check", action="store_true", help="only see whether there is a remote")
    options = parser.parse_args()
    try:
        if options.check:
            require_remote()
            return 0
        snapshot = publish(options.warehouse)
    except IngestError as error:
        sys.stderr.write(f"publish failed: {error}\n")
        return remote_exit_code(error) if isinstance(error, RemoteError) else FAILED
    sys.stderr.write(f"snapshot {snapshot[:12]} is published; commit {options.warehouse}.dvc to record it\n")
    return 0


def _tracked(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.dvc")


def _dvc(*arguments: str) -> None:
    if subprocess.run([_DVC, *arguments], check=False).returncode:  # noqa: S603 - a fixed program, no shell
        raise PushError(f"dvc {arguments[0]} failed, see its message above; the warehouse is in place, but it is not published")


if __name__ == "__main__":
    sys.exit(main())
