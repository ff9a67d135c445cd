"""A file at its path, which may be another one later: its state, and how it stays at hand then."""

import os
import weakref
from pathlib import Path
from typing import NamedTuple


class FileState(NamedTuple):
    """What tells one version of a file from the next without reading it.

    Attributes:
        device: The file system.
        inode: The file within it.
        size: Its length in bytes.
        written: When it was last written, in nanoseconds; whoever copies a file may set that back.
        changed: When it or its rights were last changed, in nanoseconds.
    """

    device: int
    inode: int
    size: int
    written: int
    changed: int

    def is_same_file(self, other: "FileState") -> bool:
        """Whether the other one is the state of this very file, whatever it holds then."""
        return (self.device, self.inode) == (other.device, other.inode)

    def is_overwritten(self, now: "FileState") -> bool:
        """Whether something was written to this very file after this state."""
        return self.is_same_file(now) and (self.size, self.written) != (now.size, now.written)

    def is_cut(self, now: "FileState") -> bool:
        """Whether this very file has another length now, so that it does not hold any more what it held in this state."""
        return self.is_same_file(now) and self.size != now.size


def file_state(path: Path) -> FileState | None:
    """The state of a file, or None when there is no such file."""
    try:
        return state_of(path.stat())
    except OSError:
        return None


def state_of(found: os.stat_result) -> FileState:
    """The state that the system tells of a file."""
    return FileState(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class HeldFile:
    """A file that stays at hand when another takes its place: as long as this is there, with its room on the disk, but no memory.

    Args:
        path: Where the file is now.
    """

    def __init__(self, path: Path) -> None:
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, number)
        self.path = Path(f"/dev/fd/{number}")
