"""What the process that runs statements may use: a little memory and time, and nothing of the machine around it."""

import os
import resource
import signal
import sys
from contextlib import suppress
from math import ceil, inf
from pathlib import Path

import duckdb

from service.parent import end_with_parent, prctl

MEMORY = 512 * 2**20
"""The bytes that DuckDB may use for a statement."""

_MEMORY_BESIDES = 512 * 2**20
"""The bytes that the process may use besides, for what DuckDB does not count and for the answer."""

_NOBODY = 65534

_PR_SET_NO_NEW_PRIVS = 38

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": f"{MEMORY}B",
    "temp_directory": "",
    "threads": 1,
    "lock_configuration": True,
}


class AddressSpace:
    """The address space of the running process, which stays known when no file can be opened any more."""

    def __init__(self) -> None:
        self._sizes = os.open("/proc/self/statm", os.O_RDONLY) if sys.platform == "linux" else None

    def size(self) -> int:
        """How many bytes it has; 0 where the system does not tell."""
        return 0 if self._sizes is None else int(os.pread(self._sizes, 64, 0).split()[0]) * resource.getpagesize()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse so that its file can be read and nothing else be done."""
    return duckdb.connect(path, read_only=True, config=_CONFIG)


def confine(space: AddressSpace) -> None:
    """Give up, for good, everything that a statement needs not: what is open stays so, but nothing more can be opened.

    From now on no file and no connection can be opened, nothing be written to a file, and no process or thread be started.

    Args:
        space: The address space, which may grow by so much only.
    """
    os.nice(10)
    os.chdir("/")
    if sys.platform == "linux":
        _yield_to_the_service()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # Libraries and stacks of threads take address space without using memory, so only what is added counts.
    most_space = space.size() + MEMORY + _MEMORY_BESIDES if space.size() else resource.RLIM_INFINITY
    for name, most in (
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, most_space),
    ):
        # Whoever started the service may have set a lower limit.
        _, allowed = resource.getrlimit(name)
        most = min((most, allowed), key=lambda each: inf if each == resource.RLIM_INFINITY else each)  # noqa: PLW2901
        resource.setrlimit(name, (most, most))
    if os.geteuid() == 0:
        # The superuser may start processes whatever the limit is.
        with suppress(OSError):
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
    end_with_parent(signal.SIGKILL)


def _yield_to_the_service() -> None:
    """Be the first to end when the machine has no memory left, and never gain a right by starting another program."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def limit_time(seconds: float) -> None:
    """Have the process end after so many seconds, in whatever code it then is.

    Args:
        seconds: The time from now on, both on the clock and of work; 0 for no limit.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    worked = resource.getrusage(resource.RUSAGE_SELF)
    most = ceil(worked.ru_utime + worked.ru_stime + seconds) if seconds else resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
