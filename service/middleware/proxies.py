"""Proxies before the service: for whom they ask, and under which path they show the service to the world.

Under a proxy the service may stand at ``/cine``. Every address that it gives then begins with that path, which is the request's
``root_path`` in the sense of ASGI: ``path`` and ``raw_path`` begin with it too.
"""

import re

from litestar.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from service.request_state import REQUEST_STATE
from service.settings import ROOT_PATH

_ROOT_PATH = re.compile(ROOT_PATH)


class ProxyHeaders(ProxyHeadersMiddleware):
    """Takes from proxies that are trusted who asks (as uvicorn does) and the path of the service (``X-Forwarded-Prefix``).

    Args:
        app: What answers.
        trusted: The addresses of proxies, as uvicorn's ``FORWARDED_ALLOW_IPS`` has them.
        root_path: The path of the service where no proxy tells another.
    """

    def __init__(self, app: ASGIApp, trusted: str, root_path: str) -> None:
        super().__init__(app, trusted)  # type: ignore[arg-type]
        self._root_path = root_path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Have a request answered as the one that the proxy got."""
        given = scope.get("root_path", "")
        path, raw_path = scope["path"].removeprefix(given), scope["raw_path"].removeprefix(given.encode())
        told = REQUEST_STATE.get().fields.get("x-forwarded-prefix", "")
        root = (told and self._believed(told, scope)) or self._root_path or given.rstrip("/")
        if raw_path == root.encode() or raw_path.startswith(f"{root}/".encode()):
            # The proxy has left the path where it was.
            path, raw_path = path.removeprefix(root), raw_path.removeprefix(root.encode())
        scope["root_path"], scope["path"], scope["raw_path"] = root, root + path, root.encode() + raw_path
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]

    def _believed(self, told: str, scope: Scope) -> str:
        """The path that is told, if a trusted proxy tells it and it may stand in an address; else nothing."""
        return told.rstrip("/") if _ROOT_PATH.fullmatch(told) and self._is_trusted(scope) else ""

    def _is_trusted(self, scope: Scope) -> bool:
        host, port = scope["client"] or ("", None)
        # A server that has looked at the headers already puts the client in the place of a trusted proxy, with the port 0.
        return host in self.trusted_hosts or port == 0
