"""The handlers of endpoints: from checked parameters to a response."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import duckdb
from litestar import Request, Response
from litestar.response import Stream

from service.answers.answers import encoded, included, one, page
from service.api.downloads import Downloads
from service.endpoints.address import Address
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.included_lists import INCLUDED
from service.endpoints.list_query import parse_list_query
from service.endpoints.object_query import ObjectQuery, object_query
from service.formats.row_formats import JSON, not_acceptable
from service.request_state import REQUEST_STATE
from service.warehouse.hot_swap import Warehouse

Handler = Callable[..., Awaitable[Response[Any]]]

AnyRequest = Request[Any, Any, Any]


def object_handler(warehouse: Warehouse, address: Address) -> Handler:
    """Make the handler of an address that answers with one object."""
    columns, lists = address.endpoint.columns, list(address.included)
    whole = ObjectQuery(list(columns.values()), [], is_whole=True)

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes]:
        arguments = _arguments(address.endpoint, values)
        state = REQUEST_STATE.get()
        if state.media_type is None:
            raise not_acceptable([JSON])
        wanted = object_query(columns, lists, state.options) if state.options else whole
        prefix = request.scope["root_path"]
        open_snapshot = await warehouse.current()
        return Response(await open_snapshot.ask(lambda cursor: one(cursor, address, arguments, wanted, prefix)))

    return handler


def list_handler(warehouse: Warehouse, downloads: Downloads, address: Address) -> Handler:
    """Make the handler of an address that answers with a list."""
    endpoint, shape = address.endpoint, address.endpoint.list_shape
    assert shape is not None  # noqa: S101 - it is a list

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes] | Stream:
        arguments = _arguments(endpoint, values)
        state = REQUEST_STATE.get()
        list_query = parse_list_query(shape, state.options, state.media_type)
        open_snapshot = await warehouse.current()
        if list_query.format:
            return await downloads.response(open_snapshot, endpoint, arguments, list_query)
        following, prefix = _following(request), request.scope["root_path"]

        def asked(cursor: duckdb.DuckDBPyConnection) -> tuple[bytes, str | None]:
            content, next_page = page(cursor, endpoint, arguments, list_query, following)
            if address.included:
                content[INCLUDED] = included(cursor, address, address.included, arguments, prefix)
            return encoded(content), next_page

        body, next_page = await open_snapshot.ask(asked)
        return Response(body, headers={"link": f'<{next_page}>; rel="next"'} if next_page else None)

    return handler


def _arguments(endpoint: Endpoint, values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {parameter.name: value for parameter in endpoint.parameters if (value := values[parameter.name]) is not None}


def _following(request: AnyRequest) -> str:
    """The address of the page after the one that is asked for, up to its cursor."""
    pairs = REQUEST_STATE.get().pairs
    query = urlencode([*((name, value) for name, value in pairs if name != "cursor"), ("cursor", "")])
    # Two slashes at the beginning would make a host of what follows.
    return f"/{request.scope['raw_path'].decode().lstrip('/')}?{query}"
