"""What is known of a request: read from it once, and added to on its way."""

import re
import secrets
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from service.formats.negotiation import Coding, accepted_coding
from service.observability.request_record import REQUEST, RequestRecord

Scope = Mapping[str, Any]
"""A request in the sense of ASGI."""

_REQUEST_ID = re.compile(r"[\w.~-]{1,128}", re.ASCII)


@dataclass
class RequestState:
    """A request as the parts of the service see it that answer it one after the other.

    Attributes:
        record: What is noted of it for the log and the metrics.
        fields: The values of its header fields by their names in small letters, with commas between several of one name.
        media_type: The media type that the client likes best, of those that the answer can have; none if it takes none.
        form: What tells the answers to it from those to other requests, as long as the snapshot is the same.
        pairs: The names and values of its query.
        options: Those of them that are no parameters of the macro that is asked.
        varies: The names of the header fields that the answer depends on.
        client: What its client is told from others by.
        may_ask: Whether it has a key that is known, or none is needed.
        wait: The seconds that its client must wait before it may ask, if that has asked too often.
    """

    record: RequestRecord
    fields: dict[str, str]
    media_type: str | None = None
    form: bytes = b""
    pairs: Sequence[tuple[str, str]] = field(default_factory=list)
    options: Sequence[tuple[str, str]] = field(default_factory=list)
    varies: set[str] = field(default_factory=set)
    client: str = ""
    may_ask: bool = False
    wait: float = 0.0

    @cached_property
    def coding(self) -> Coding:
        """The content coding that the client likes best.

        Raises:
            NotAcceptableError: The client takes neither the bytes as they are nor any coding that there is.
        """
        return accepted_coding(self.fields.get("accept-encoding"))


REQUEST_STATE: ContextVar[RequestState] = ContextVar("REQUEST_STATE")
"""The state of the request at hand."""


def begin_state(scope: Scope) -> RequestState:
    """Read what is known of a request when it comes; from now on it is the request at hand."""
    fields: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    state = RequestState(RequestRecord(_request_id(fields)), fields)
    REQUEST_STATE.set(state)
    REQUEST.set(state.record)
    return state


def _request_id(fields: Mapping[str, str]) -> str:
    """The id that a client or a proxy gives the request, or else one of the service's own."""
    given = fields.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
