"""Addresses as routes of Litestar, which checks the parameters and describes the routes in OpenAPI."""

import inspect
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any, cast

from litestar import MediaType, Response, get
from litestar.exceptions import ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import Example, Operation
from litestar.params import KwargDefinition, PathParameter, QueryParameter
from msgspec import Meta

from service.addresses import Address
from service.answer_cache import CACHED
from service.answers import list_page_type
from service.endpoints import Parameter
from service.handlers import AnyRequest, Handler, list_handler, object_handler
from service.kinds import ParameterKind
from service.list_operation import filter_text, operation_class
from service.problems import InvalidParameterError, Problem, problem_response, problem_responses
from service.warehouse import Warehouse


def data_routes(warehouse: Warehouse, served: Iterable[Address]) -> list[HTTPRouteHandler]:
    """Make the routes of all addresses; the first one of an endpoint is its own, the others are aliases."""
    routes = []
    counts: Counter[str] = Counter()
    for address in served:
        name = address.endpoint.name
        routes.append(_route(warehouse, address, f"{name}_alias_{counts[name]}" if counts[name] else name))
        counts[name] += 1
    return routes


def _route(warehouse: Warehouse, address: Address, operation_id: str) -> HTTPRouteHandler:
    endpoint = address.endpoint
    summary, description = _texts(address)
    route = get(
        address.route,
        before_request=address.prepare,
        exception_handlers={ValidationException: partial(_invalid_value, address)},
        media_type=MediaType.JSON,
        opt=CACHED,
        operation_class=operation_class(endpoint.list_shape) if endpoint.list_shape else Operation,
        operation_id=operation_id,
        tags=[endpoint.file.group if address.path == endpoint.header.path else f"{endpoint.file.group}: other addresses"],
        summary=summary,
        description=description,
        response_description="The answer.",
        responses=problem_responses(_PROBLEMS_OF_LISTS if endpoint.header.answer == "many" else _PROBLEMS),
    )
    handler = list_handler(warehouse, endpoint) if endpoint.list_shape else object_handler(warehouse, endpoint)
    handler.__name__ = endpoint.name
    returned = Response[list_page_type(endpoint)] if endpoint.list_shape else Response[endpoint.row]  # type: ignore[misc, name-defined]
    arguments = [_argument(parameter, in_path=parameter.name in address.path_names) for parameter in endpoint.parameters]
    _sign(handler, arguments, returned)
    return route(handler)


_PROBLEMS = {
    400: "A parameter is wrong.",
    404: "The warehouse holds nothing of that name.",
    503: "The warehouse is not ready, or the answer took too long.",
}
_PROBLEMS_OF_LISTS = {**_PROBLEMS, 404: "The warehouse holds nothing of a name that is asked for."}


def _sign(handler: Handler, arguments: list[inspect.Parameter], returned: Any) -> None:  # noqa: ANN401 - a type that is made at run time
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=AnyRequest)
    handler.__signature__ = inspect.Signature([request, *arguments], return_annotation=returned)  # type: ignore[attr-defined]
    handler.__annotations__ = {argument.name: argument.annotation for argument in (request, *arguments)} | {"return": returned}


def _argument(parameter: Parameter, *, in_path: bool) -> inspect.Parameter:
    kind, limits = _limited(parameter.kind)
    marker = (PathParameter if in_path else QueryParameter)(
        description=parameter.header.about,
        examples=None if parameter.header.example is None else [Example(id="example", value=parameter.header.example)],
        schema_extra={"enum": list(parameter.header.valid)} if parameter.header.valid else None,
        **limits,
    )
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if parameter.required else None,
        annotation=Annotated[kind if parameter.required else kind | None, marker],
    )


def _limited(kind: ParameterKind) -> tuple[Any, dict[str, Any]]:
    """The type of a parameter, and the arguments that limit it."""
    if not kind.is_list:
        return kind.type, kind.limits
    # Within a list, msgspec's marker is what checks a value and Litestar's is what OpenAPI shows.
    value: Any = Annotated[kind.type, Meta(**kind.limits), KwargDefinition(**kind.limits)]
    return list[value], {"max_items": kind.most}


def _invalid_value(address: Address, request: AnyRequest, error: ValidationException) -> Response[Problem]:
    faults = cast("list[dict[str, str]]", error.extra)
    name = faults[0]["key"]
    [kind] = [parameter.kind for parameter in address.endpoint.parameters if parameter.name == name]
    detail = f"The parameter '{name}' must be {kind.wanted}."
    if kind.is_list:
        wrong = next(value for value in request.query_params.getall(name) if not kind.fits(value))
        detail = f"Each value of the parameter '{name}' must be {kind.wanted}; '{wrong}' is not."
    return problem_response(InvalidParameterError(detail, parameter=name))


def _texts(address: Address) -> tuple[str, str | None]:
    """The first sentence of the file's comment, and the rest."""
    paragraphs = [paragraph.replace("\n", " ") for paragraph in address.endpoint.file.about.split("\n\n")]
    first, _, rest = paragraphs[0].partition(". ")
    alias = "" if address.path == address.endpoint.header.path else f"Alias of {address.endpoint.header.path}."
    filters = filter_text(address.endpoint.list_shape) if address.endpoint.list_shape else ""
    description = "\n\n".join(text for text in (alias, rest, *paragraphs[1:], filters) if text)
    return first.removesuffix("."), description or None
