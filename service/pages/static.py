"""Style sheets, scripts and images of the pages, under an address that changes with their content."""

from pathlib import Path

from litestar.datastructures import CacheControlHeader
from litestar.router import Router
from litestar.static_files import create_static_files_router

from service.access import OPEN
from service.release import fingerprint

_FILES = Path(__file__).parents[1] / "static"
_YEAR = 31_536_000


STATIC_ADDRESS = f"/static/{fingerprint(_FILES)}"
"""Where the files are. Clients keep them for ever, for what has changed has another address; and files may name one another."""


def static_routes() -> Router:
    """Make the route of the files."""
    return create_static_files_router(
        STATIC_ADDRESS,
        [_FILES],
        name="static",
        cache_control=CacheControlHeader(public=True, max_age=_YEAR, immutable=True),
        opt=OPEN,
    )
