"""The process that started this one: what it leaves behind must not go on alone when it is killed."""

import ctypes
import multiprocessing
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(sign: signal.Signals) -> None:
    """Have the system send a signal to this process when the thread that started it ends. Only Linux can do that.

    The system forgets it when the process becomes another user.

    Args:
        sign: The signal.
    """
    if sys.platform == "linux":
        prctl(_PR_SET_PDEATHSIG, sign)


def end_with_supervisor() -> None:
    """Have a worker come to its end as if it were told to when the process that looks after all workers is killed."""
    supervisor = multiprocessing.parent_process()
    if supervisor is None:
        return
    end_with_parent(signal.SIGTERM)
    if os.getppid() != supervisor.pid:
        # It was killed before that.
        sys.exit("The process that started this one is gone.")


def prctl(option: int, value: int) -> None:
    """Tell the kernel of Linux something about this process.

    Raises:
        OSError: The kernel does not take it.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), f"the kernel does not take option {option}")
