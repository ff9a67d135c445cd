"""Runs Python without the superuser's right to pass over the rights of files: ``python -m … unprivileged -m service``."""

import ctypes
import os
import sys

_DROP_FROM_BOUNDS = 24
"""PR_CAPBSET_DROP of prctl."""

_CAPABILITIES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

if __name__ == "__main__":
    for capability in _CAPABILITIES:
        # Those who are no superusers have neither the right nor the need.
        if ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0) and os.geteuid() == 0:
            sys.exit("the capability cannot be dropped")
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 - the same Python, with the arguments of a test
