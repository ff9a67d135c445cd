"""Raw files must be regular files: to open a pipe or a device may wait for ever, or read without an end."""

import stat
from pathlib import Path

from ingest.errors import SourceError

_KINDS = {
    stat.S_IFIFO: "a named pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


def require_regular(path: Path, folder: Path | None = None) -> None:
    """Make sure, without opening it, that a path leads to a regular file.

    Args:
        path: The path.
        folder: Where the file must be, in it or in a folder of it; anywhere if there is none.

    Raises:
        SourceError: It leads to something else, or nowhere, or out of the folder.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        fault = "the link leads to a file that does not exist" if path.is_symlink() else "the file does not exist"
        raise SourceError(path, fault) from None
    except OSError as error:
        raise SourceError(path, f"the file cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        link = f"a link to {path.resolve()}, " if path.is_symlink() else ""
        raise SourceError(
            path, f"the file cannot be read, for it is {link}{kind}, not a regular file; put a CSV file in its place"
        )
    if folder is not None and not path.resolve().is_relative_to(folder.resolve()):
        fault = f"the link leads out of the folder of raw files, to {path.resolve()}; put the file itself in its place"
        raise SourceError(path, fault)
