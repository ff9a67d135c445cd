"""What is known of the request at hand, wherever in the service it is being answered."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class RequestRecord:
    """A request on its way through the service.

    Attributes:
        id: Its id, which its response and all lines of the log about it carry.
        sql_seconds: How long DuckDB has worked for it so far.
        status: The status of its response, once there is one.
        size: How many bytes of the response's body have been sent.
        snapshot: The snapshot of the warehouse that answers it; nothing as long as none was wanted.
    """

    id: str
    sql_seconds: float = 0.0
    status: int = 500
    size: int = 0
    snapshot: str = ""


REQUEST: ContextVar[RequestRecord | None] = ContextVar("REQUEST", default=None)
"""The request at hand, if there is one."""
