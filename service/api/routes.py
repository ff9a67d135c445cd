"""Addresses as routes of Litestar, which checks the parameters. What OpenAPI says of them is in ``service.api.openapi``."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from keyword import iskeyword
from typing import Annotated, Any, cast

from litestar import MediaType, Response, get
from litestar.constants import RESERVED_KWARGS
from litestar.exceptions import ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter, QueryParameter
from msgspec import Meta

from service.api.downloads import Downloads
from service.api.handlers import AnyRequest, Handler, list_handler, object_handler
from service.api.problem_responses import problem_response
from service.endpoints.address import Address
from service.endpoints.column_types import ColumnType
from service.endpoints.endpoint import Endpoint, Parameter
from service.formats.row_formats import JSON, MEDIA_TYPES
from service.middleware.response_cache import cached_as
from service.problems import InvalidParameterError, Problem
from service.warehouse.hot_swap import Warehouse
from sql import SqlFileError

ErrorHandler = Callable[[AnyRequest, Any], Response[Problem]]
"""Makes the answer that tells of an error."""


def check_names(endpoints: Iterable[Endpoint]) -> None:
    """Check that handlers can have parameters of the names that those of macros have.

    Raises:
        SqlFileError: They cannot.
    """
    for endpoint in endpoints:
        for name in (parameter.name for parameter in endpoint.parameters):
            if name in RESERVED_KWARGS or iskeyword(name) or not name.isidentifier():
                raise SqlFileError(
                    f"{endpoint.file.path}: Litestar or Python keeps the name {name} for other ends; give the parameter another"
                )


def data_routes(
    warehouse: Warehouse, downloads: Downloads, served: Sequence[Address], shown: Callable[[ErrorHandler], ErrorHandler]
) -> list[HTTPRouteHandler]:
    """Make the routes of all addresses.

    Args:
        warehouse: Where answers come from.
        downloads: What makes answers that are files.
        served: The addresses.
        shown: Makes of what handles errors what shows them as a client wants.

    Raises:
        SqlFileError: A parameter has a name that is kept for other ends.
    """
    check_names(address.endpoint for address in served)
    return [_route(warehouse, downloads, address, shown) for address in served]


def _route(
    warehouse: Warehouse, downloads: Downloads, address: Address, shown: Callable[[ErrorHandler], ErrorHandler]
) -> HTTPRouteHandler:
    route = get(
        address.route,
        before_request=address.read,
        exception_handlers={ValidationException: shown(partial(_invalid_value, address))},
        include_in_schema=False,
        media_type=MediaType.JSON,
        opt=cached_as(*(MEDIA_TYPES if address.endpoint.list_shape else (JSON,))),
    )
    handler = list_handler(warehouse, downloads, address) if address.endpoint.list_shape else object_handler(warehouse, address)
    handler.__name__ = address.endpoint.name
    arguments = [_argument(parameter, in_path=parameter.name in address.path_names) for parameter in address.endpoint.parameters]
    _sign(handler, arguments)
    return route(handler)


def _sign(handler: Handler, arguments: list[inspect.Parameter]) -> None:
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=AnyRequest)
    handler.__signature__ = inspect.Signature([request, *arguments], return_annotation=Response[Any])  # type: ignore[attr-defined]
    handler.__annotations__ = {argument.name: argument.annotation for argument in (request, *arguments)} | {
        "return": Response[Any]
    }


def _argument(parameter: Parameter, *, in_path: bool) -> inspect.Parameter:
    value_type, limits = _limited(parameter.value_type)
    marker = (PathParameter if in_path else QueryParameter)(**limits)
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if parameter.required else None,
        annotation=Annotated[value_type if parameter.required else value_type | None, marker],
    )


def _limited(value_type: ColumnType) -> tuple[Any, dict[str, Any]]:
    """The type of a parameter, and the arguments that limit it."""
    if not value_type.is_list:
        return value_type.type, value_type.limits
    # Within a list, msgspec's marker is what checks a value.
    value: Any = Annotated[value_type.type, Meta(**value_type.limits)]
    return list[value], {"max_items": value_type.most}


def _invalid_value(address: Address, request: AnyRequest, error: ValidationException) -> Response[Problem]:
    faults = cast("list[dict[str, str]]", error.extra)
    name = faults[0]["key"]
    [value_type] = [parameter.value_type for parameter in address.endpoint.parameters if parameter.name == name]
    detail = f"The parameter '{name}' must be {value_type.wanted}."
    if value_type.is_list:
        wrong = next(value for value in request.query_params.getall(name) if not value_type.fits(value))
        detail = f"Each value of the parameter '{name}' must be {value_type.wanted}; '{wrong}' is not."
    return problem_response(InvalidParameterError(detail, parameter=name))
