"""What is known of a request: read from it once, and added to on its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from service.formats.negotiation import Coding, accepted_coding

Scope = Mapping[str, Any]
"""A request in the sense of ASGI."""

_KEY = "request"


@dataclass
class RequestState:
    """A request as the parts of the service see it that answer it one after the other.

    Attributes:
        fields: The values of its header fields by their names in small letters, with commas between several of one name.
        media_type: The media type that the client likes best, of those that the answer can have; none if it takes none.
        form: What tells the answers to it from those to other requests, as long as the snapshot is the same.
        pairs: The names and values of its query.
        snapshot: The snapshot that answers it.
    """

    fields: dict[str, str]
    media_type: str | None = None
    form: bytes = b""
    pairs: Sequence[tuple[str, str]] = field(default_factory=list)
    snapshot: str = ""

    @cached_property
    def coding(self) -> Coding:
        """The content coding that the client likes best.

        Raises:
            NotAcceptableError: The client takes neither the bytes as they are nor any coding that there is.
        """
        return accepted_coding(self.fields.get("accept-encoding"))


def begin_state(scope: Scope) -> None:
    """Read what is known of a request when it comes, and keep it with the request."""
    fields: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    scope["state"][_KEY] = RequestState(fields)


def request_state(scope: Scope) -> RequestState:
    """What is known of a request so far."""
    state: RequestState = scope["state"][_KEY]
    return state
