"""What the service and the processes that run statements say to each other, each message one line of JSON."""

from typing import Any, Literal

from msgspec import Struct

MOST_ROWS = {"json": 10_000}
"""The most rows of an answer, by format."""

MOST_ROWS_OF_FILES = 100_000
"""The most rows of an answer in any other format."""

MOST_BYTES = 32 * 2**20
"""The most bytes of an answer."""

LONGEST_STATEMENT = 20_000
"""The most characters of a statement."""

ErrorKind = Literal["wrong", "refused", "too-much", "parameter", "damaged"]


class Opened(Struct):
    """The first message of a process: it is ready for questions.

    Attributes:
        snapshot: The snapshot id of the warehouse that it opened.
    """

    snapshot: str


class ConsoleRequest(Struct):
    """A statement to run.

    Attributes:
        sql: The statement.
        parameters: The values of its parameters, by name.
        format: The name of the format of the answer.
        seconds: How long it may run, which the pool says.
    """

    sql: str
    parameters: dict[str, Any]
    format: str
    seconds: float = 0.0


BEGUN = b"begun\n"
"""What a process says as soon as it has read a question, so that it is known whose statement ended it if it ends."""


class Reply(Struct):
    """What became of a question; an answer follows as that many bytes.

    Attributes:
        size: How many bytes follow.
        truncated: Whether there were more rows than an answer may have.
        fault: What is wrong with the question, if there is no answer.
        detail: The fault in words.
        parameter: The parameter that is at fault.
        unfit: Why the process must not run another statement; nothing if it is as good as a new one.
    """

    size: int = 0
    truncated: bool = False
    fault: ErrorKind | None = None
    detail: str = ""
    parameter: str | None = None
    unfit: str | None = None
