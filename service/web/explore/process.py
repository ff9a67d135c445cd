"""The engine that draws (``service.web.explore.engine``), run as a process that ends when it is done."""

import asyncio
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from service.problems import NoRoomError, TimeLimitError

VERSION = version("vl-convert-python")
"""The version of the scripts."""

_ROOT = Path(__file__).parents[3]

_PATIENCE = 30
"""Seconds that a process may take. Two are usual."""

_NO_MEMORY = re.compile(rb"out of memory|MemoryError")


async def made(form: str, spec: dict[str, Any] | None = None) -> bytes:
    """Have the engine make something.

    Args:
        form: ``svg`` or ``script``.
        spec: The drawing, where there is one to convert.

    Raises:
        NoRoomError: There is not enough memory for it.
        TimeLimitError: It took too long, and was stopped.
        RuntimeError: It failed; the message has what it wrote.
    """
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "service.web.explore.engine", form]
    try:
        process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=pipe)
    except OSError as error:
        raise NoRoomError("The service has no memory left to draw; ask again later.") from error
    try:
        result, complaint = await asyncio.wait_for(process.communicate(json.dumps(spec).encode()), _PATIENCE)
    except TimeoutError as error:
        raise TimeLimitError("The picture took too long to be made; ask again later.") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode and (process.returncode < 0 or _NO_MEMORY.search(complaint)):
        raise NoRoomError("The service has no memory left to draw; ask again later.")
    if process.returncode:
        raise RuntimeError(complaint.decode())
    return result
