"""The folder where the workers of one server put their metrics, so that any of them can add up all.

Workers of one server find the same folder, for they share the random key that multiprocessing gives to all children of a process.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from multiprocessing import current_process, parent_process
from pathlib import Path

_PREFIX = "filmoteca-metrics"
_ALIVE = ".alive"

_FILES = {"counter": 2**21, "histogram": 2**21, "gauge_livesum": 2**16, "gauge_livemin": 2**16, "gauge_livemax": 2**16}
"""The files of a worker, and the bytes that they have from the beginning, which are more than all its metrics need."""

_LOG = logging.getLogger(__name__)


def join_folder() -> Path | None:
    """Enter the folder of this worker's server, and remove those of servers that were killed.

    Returns:
        The folder, or None in a process that is no worker and needs none, and where there is no room for it.
    """
    server = parent_process()
    if server is None or server.pid is None:
        return None
    key = sha256(b"metrics" + current_process().authkey).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"{_PREFIX}-{server.pid}-{key}"
    for other in folder.parent.glob(f"{_PREFIX}-*-*"):
        number = other.name.split("-")[2]
        if not number.isascii() or not number.isdigit():
            # Something else only has a name like ours.
            continue
        owner = int(number)
        # A server that has the number of ours and another key ran before it.
        if other != folder and (owner == server.pid or not _lives(owner)):
            shutil.rmtree(other, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / f"{os.getpid()}{_ALIVE}").touch()
        _make_room(folder)
    except OSError as error:
        _LOG.warning("%s has no room for metrics, so this worker tells none but its own: %s", folder.parent, error)
        return None
    return folder


def _make_room(folder: Path) -> None:
    """Fill the files of this worker with zeros, where the library of metrics would leave holes.

    It writes to them as to memory, and the system ends a process for which it can fill no hole when the disk is full.
    """
    for kind, size in _FILES.items():
        (folder / f"{kind}_{os.getpid()}.db").write_bytes(bytes(size))


def leave_folder(folder: Path) -> None:
    """Leave a folder; the last worker that lives removes it."""
    (folder / f"{os.getpid()}{_ALIVE}").unlink(missing_ok=True)
    if not any(_lives(worker) for worker in _workers(folder)):
        shutil.rmtree(folder, ignore_errors=True)


def dead_workers(folder: Path) -> list[int]:
    """The process numbers of workers that ended without leaving; they are told only once."""
    dead = [worker for worker in _workers(folder) if not _lives(worker)]
    for worker in dead:
        (folder / f"{worker}{_ALIVE}").unlink(missing_ok=True)
    return dead


def _workers(folder: Path) -> Iterator[int]:
    return (int(mark.stem) for mark in folder.glob(f"*{_ALIVE}"))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
