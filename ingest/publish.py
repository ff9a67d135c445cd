"""``python -m ingest.publish WAREHOUSE`` versions a warehouse with DVC and pushes it to the default remote.

A DuckDB file is never the same twice, so DVC's hash names one build. The snapshot id, which equal content shares, stands beside
it under ``meta`` in the ``.dvc`` file.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import yaml

from ingest.errors import IngestError
from ingest.warehouse_builder import snapshot_of

_DVC = Path(sys.executable).with_name("dvc")


def publish(warehouse: Path) -> str:
    """Track a warehouse in its ``.dvc`` file and push it.

    Returns:
        The snapshot id.

    Raises:
        IngestError: There is no finished warehouse, or DVC fails; DVC has printed why.
    """
    snapshot = snapshot_of(warehouse)
    if snapshot is None:
        raise IngestError(f"{warehouse}: there is no finished warehouse; build it with 'make warehouse'")
    tracked = _tracked(warehouse)
    _dvc("add", "--quiet", str(warehouse))
    _dvc("push", "--quiet", str(tracked))
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


def main() -> int:
    """Publish one warehouse and say what to commit."""
    parser = argparse.ArgumentParser(prog="python -m ingest.publish", description="Version a warehouse with DVC and push it.")
    parser.add_argument("warehouse", type=Path, metavar="WAREHOUSE")
    warehouse: Path = parser.parse_args().warehouse
    try:
        snapshot = publish(warehouse)
    except IngestError as error:
        sys.stderr.write(f"publish failed: {error}\n")
        return 1
    sys.stderr.write(f"snapshot {snapshot[:12]} is published; commit {warehouse}.dvc to record it\n")
    return 0


def _tracked(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.dvc")


def _dvc(*arguments: str) -> None:
    if subprocess.run([_DVC, *arguments], check=False).returncode:  # noqa: S603 - a fixed program, no shell
        raise IngestError(f"dvc {arguments[0]} failed, see its message above; a remote is set with 'make publish REMOTE=folder'")


if __name__ == "__main__":
    sys.exit(main())
