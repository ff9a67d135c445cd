"""The processes that run statements, as the machine sees them."""

from contextlib import suppress
from pathlib import Path


def processes(warehouse: Path) -> list[int]:
    """The ids of the processes that run statements on a file."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"service.console.worker\0{warehouse}" in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found
