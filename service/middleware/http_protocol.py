"""HTTP as uvicorn speaks it, with problem details also for what is no HTTP, which no application gets to see."""

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.problems import MEDIA_TYPE, plain_problem

_NO_HTTP = msgspec.json.encode(
    plain_problem(
        400,
        "This is no request of HTTP, or its method is unknown. An address may hold ASCII characters only; write all others, and "
        "blanks and controls, in their percent-encoded form, such as '%C3%B1' for 'ñ'.",
    )
)


class HttpProtocol(HttpToolsProtocol):
    """A connection to a client."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own text, which is no problem
        """Tell a client that its request cannot be read, and hang up."""
        fields = {
            "content-type": MEDIA_TYPE,
            "content-length": str(len(_NO_HTTP)),
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "connection": "close",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.transport.write(b"".join((STATUS_LINE[400], lines.encode(), b"\r\n", _NO_HTTP)))
        self.transport.close()
