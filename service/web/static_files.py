"""Style sheets, scripts and images of the pages, under an address that changes with their content."""

from pathlib import Path

from litestar.handlers import HTTPRouteHandler

from service.api.files import file_route
from service.middleware.code_fingerprint import fingerprint

_FILES = Path(__file__).parent / "static"


STATIC_ADDRESS = f"/static/{fingerprint(_FILES)}"
"""Where the files are. Clients keep them for ever, for what has changed has another address; and files may name one another."""


def static_route() -> HTTPRouteHandler:
    """Make the route of the files."""
    files = {path.name: path for path in _FILES.iterdir()}
    return file_route(STATIC_ADDRESS, files, "public, max-age=31536000, immutable")
