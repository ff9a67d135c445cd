"""Lists in other formats than JSON, as a whole or the part of one that a request asks for."""

from collections.abc import AsyncIterator, Mapping

from litestar.response import Stream

from service.answers.answers import download
from service.api.byte_ranges import wanted_bytes
from service.api.download_files import DownloadFiles
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.list_query import ListQuery
from service.formats.negotiation import IDENTITY, Coding
from service.middleware.content_coding import encoded
from service.middleware.response_cache import tag_of
from service.request_state import REQUEST_STATE
from service.warehouse.snapshot import OpenSnapshot


class Downloads:
    """Makes downloads and sends them.

    Args:
        files: Where they are held, to be given again.
    """

    def __init__(self, files: DownloadFiles) -> None:
        self._files = files

    async def response(
        self,
        open_snapshot: OpenSnapshot,
        endpoint: Endpoint,
        arguments: Mapping[str, Value],
        list_query: ListQuery,
    ) -> Stream:
        """The response that sends a download.

        Raises:
            ProblemError: There is no such list, it cannot be made, or it has no such part.
        """
        assert list_query.format is not None  # noqa: S101 - JSON comes in pages

        async def pieces() -> AsyncIterator[bytes]:
            async with open_snapshot.cursor() as cursor:
                found = await cursor.run(lambda duck: download(duck, endpoint, arguments, list_query))
                while (piece := await cursor.run(lambda _: next(found, None))) is not None:
                    yield piece

        asked = REQUEST_STATE.get()
        coding = asked.coding
        if list_query.format.packed and not coding.is_needed:
            coding = Coding(IDENTITY, is_needed=False)
        tag = tag_of(open_snapshot.snapshot, asked.form)
        made = await self._files.get(asked.client, tag, encoded(pieces(), coding))
        part = wanted_bytes(asked.fields.get("range"), asked.fields.get("if-range"), tag, made.size)
        sent = part or range(made.size)
        headers = {
            # A media type that is given as such would lose to that of the route, which is JSON.
            "content-type": list_query.format.media_type,
            "content-disposition": f'attachment; filename="{endpoint.download_name}.{list_query.format.suffix}"',
            "content-length": str(len(sent)),
            "accept-ranges": "bytes",
        }
        if coding.name != IDENTITY:
            headers["content-encoding"] = coding.name
        if part:
            headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{made.size}"
        return Stream(made.pieces(sent), status_code=206 if part else 200, headers=headers)
