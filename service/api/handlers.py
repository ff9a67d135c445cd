"""The handlers of endpoints: from checked parameters to a response."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Request, Response
from litestar.response import Stream

from service.answers.answers import one, page
from service.api.downloads import Downloads
from service.endpoints.address import Address
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.list_query import Listing
from service.endpoints.object_query import ObjectQuery
from service.warehouse.hot_swap import Warehouse
from service.warehouse.snapshot import Generation

Handler = Callable[..., Awaitable[Response[Any]]]

AnyRequest = Request[Any, Any, Any]


def object_handler(warehouse: Warehouse, address: Address) -> Handler:
    """Make the handler of an address that answers with one object."""

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes]:
        asked = _asked(address.endpoint, values)
        wanted: ObjectQuery = request.scope["state"]["object_query"]
        prefix = request.scope.get("root_path", "")
        generation = await _current(warehouse, request)
        return Response(await generation.ask(lambda cursor: one(cursor, address, asked, wanted, prefix)))

    return handler


def list_handler(warehouse: Warehouse, downloads: Downloads, address: Address) -> Handler:
    """Make the handler of an address that answers with a list."""
    endpoint = address.endpoint

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes] | Stream:
        asked = _asked(endpoint, values)
        listing: Listing = request.scope["state"]["listing"]
        generation = await _current(warehouse, request)
        if listing.format:
            return await downloads.response(request, generation, endpoint, asked, listing)
        address = partial(_following, request)
        found = await generation.ask(lambda cursor: page(cursor, endpoint, asked, listing, address))
        return Response(found.body, headers={"link": f'<{found.following}>; rel="next"'} if found.following else None)

    return handler


def _asked(endpoint: Endpoint, values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {parameter.name: value for parameter in endpoint.parameters if (value := values[parameter.name]) is not None}


async def _current(warehouse: Warehouse, request: AnyRequest) -> Generation:
    """The generation that answers a request, whose snapshot the answer cache must know."""
    generation = await warehouse.current()
    request.scope["state"]["snapshot"] = generation.snapshot
    return generation


def _following(request: AnyRequest, cursor: str) -> str:
    pairs = parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True)
    query = urlencode([*((name, value) for name, value in pairs if name != "cursor"), ("cursor", cursor)])
    # Two slashes at the beginning would make a host of what follows.
    return f"/{request.scope['raw_path'].decode().lstrip('/')}?{query}"
