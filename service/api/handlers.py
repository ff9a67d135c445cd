"""The handlers of endpoints: from checked parameters to a response."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Request, Response
from litestar.response import Stream

from service.answers.answers import one, page
from service.api.downloads import Downloads
from service.endpoints.address import Address
from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.list_query import parse_list_query
from service.endpoints.object_query import ObjectQuery, object_query
from service.formats.row_formats import JSON, not_acceptable
from service.problems import InvalidParameterError
from service.request_state import request_state
from service.warehouse.hot_swap import Warehouse
from service.warehouse.snapshot import OpenSnapshot

Handler = Callable[..., Awaitable[Response[Any]]]

AnyRequest = Request[Any, Any, Any]


def query_check(address: Address) -> Callable[[AnyRequest], Awaitable[None]]:
    """Make what checks the query of a request before Litestar reads the parameters of the macro."""

    async def check(request: AnyRequest) -> None:
        scope = request.scope
        root_path = scope["root_path"]
        try:
            pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True, errors="strict")
            address.check_query(pairs, root_path)
            request_state(scope).pairs = pairs
            if address.rest:
                # Litestar's own value has lost slashes at the ends and in a row.
                text = address.text_at_end(scope["raw_path"].decode().removeprefix(root_path))
                scope["path_params"] = {**scope["path_params"], address.rest: text}
        except UnicodeDecodeError as error:
            raise InvalidParameterError("The address is not UTF-8 text; escape letters such as 'ñ' as '%C3%B1'.") from error

    return check


def object_handler(warehouse: Warehouse, address: Address) -> Handler:
    """Make the handler of an address that answers with one object."""
    columns, lists = address.endpoint.columns, list(address.included)
    whole = ObjectQuery(list(columns.values()), [])

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes]:
        arguments = _arguments(address.endpoint, values)
        state = request_state(request.scope)
        if state.media_type is None:
            raise not_acceptable([JSON])
        wanted = object_query(columns, lists, address.options(state.pairs)) if state.pairs else whole
        prefix = request.scope["root_path"]
        open_snapshot = await _current(warehouse, request)
        return Response(await open_snapshot.ask(lambda cursor: one(cursor, address, arguments, wanted, prefix)))

    return handler


def list_handler(warehouse: Warehouse, downloads: Downloads, address: Address) -> Handler:
    """Make the handler of an address that answers with a list."""
    endpoint, shape = address.endpoint, address.endpoint.list_shape
    assert shape is not None  # noqa: S101 - it is a list

    async def handler(request: AnyRequest, **values: Value | None) -> Response[bytes] | Stream:
        arguments = _arguments(endpoint, values)
        state = request_state(request.scope)
        list_query = parse_list_query(shape, address.options(state.pairs), state.media_type)
        open_snapshot = await _current(warehouse, request)
        if list_query.format:
            return await downloads.response(request, open_snapshot, endpoint, arguments, list_query)
        following = _following(request)
        found = await open_snapshot.ask(lambda cursor: page(cursor, endpoint, arguments, list_query, following))
        return Response(found.body, headers={"link": f'<{found.following}>; rel="next"'} if found.following else None)

    return handler


def _arguments(endpoint: Endpoint, values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {parameter.name: value for parameter in endpoint.parameters if (value := values[parameter.name]) is not None}


async def _current(warehouse: Warehouse, request: AnyRequest) -> OpenSnapshot:
    """The snapshot that answers a request, which the response cache must know."""
    open_snapshot = await warehouse.current()
    request_state(request.scope).snapshot = open_snapshot.snapshot
    return open_snapshot


def _following(request: AnyRequest) -> str:
    """The address of the page after the one that is asked for, up to its cursor."""
    pairs = request_state(request.scope).pairs
    query = urlencode([*((name, value) for name, value in pairs if name != "cursor"), ("cursor", "")])
    # Two slashes at the beginning would make a host of what follows.
    return f"/{request.scope['raw_path'].decode().lstrip('/')}?{query}"
