"""Files that are served as they are: a name is looked up among those that there are, and never reaches the file system."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.middleware.access import PUBLIC

_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml"}


def file_route(address: str, files: Mapping[str, Path], cache_control: str) -> HTTPRouteHandler:
    """Make the route of some files.

    Args:
        address: What their addresses begin with.
        files: The files, by the names that their addresses end with.
        cache_control: How long clients may keep them.
    """

    @get(f"{address}/{{name:path}}", include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
    def file(name: FromPath[Path]) -> Response[bytes]:
        path = files.get(str(name).removeprefix("/"))
        if path is None:
            raise NotFoundException
        content, tag = _read(path)
        return Response(content, media_type=_MEDIA_TYPES[path.suffix], headers={"etag": tag, "cache-control": cache_control})

    return file


def entity_tag(content: bytes) -> str:
    """The tag of an answer that depends on nothing else."""
    return f'"{sha256(content).hexdigest()[:32]}"'


@cache
def _read(path: Path) -> tuple[bytes, str]:
    content = path.read_bytes()
    return content, entity_tag(content)
