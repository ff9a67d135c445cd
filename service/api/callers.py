"""Whether a statement comes from whom it seems to: a page of another site can make a browser send one unasked."""

from contextlib import suppress
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from litestar.types import Scope

from service.problems import ForeignPageError
from service.request_state import REQUEST_STATE

_LONGEST_NAME = 200
"""The most characters of a name that a problem repeats."""


class Callers(NamedTuple):
    """Who may have a statement run, besides people at their own address bars and programs.

    Attributes:
        origins: The origins of web pages that may read the answers.
        hosts: The names by which a service on a loopback address may be asked, besides those of the machine itself.
    """

    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def check(self, scope: Scope) -> None:
        """Check that no page of another site has sent a request for a statement.

        A browser tells of each request whether a page of another site makes it, as an image or a link does. A page whose host
        name was made to lead to this machine counts as one of this site, but the browser still sends that name.

        Raises:
            ForeignPageError: Another site asks, or by a name that is not one of this machine.
        """
        fields = REQUEST_STATE.get().fields
        origin = fields.get("origin")
        may_read = origin is not None and ("*" in self.origins or origin in self.origins)
        if fields.get("sec-fetch-site") == "cross-site" and not may_read:
            raise ForeignPageError(
                "A page of another site asks for this statement, so it is not run; open the address itself, or paste it."
            )
        served_at, _ = scope["server"] or ("", None)
        host = _name(fields.get("host") or "")
        if _is_loopback(served_at) and not _is_loopback(host) and host not in self.hosts:
            raise ForeignPageError(
                f"The service is asked as '{host[:_LONGEST_NAME]}', which is no name of this machine; use 127.0.0.1 or "
                "localhost. Behind a proxy, whoever runs the service can name it in FILMOTECA_SQL_HOSTS."
            )


def _name(host: str) -> str:
    """The name in a field ``Host``, without the port."""
    with suppress(ValueError):
        return urlsplit(f"//{host}").hostname or ""
    return host


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return ip_address(name).is_loopback
    return False
