"""What a list can be asked, as OpenAPI tells it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Reference,
    Schema,
)

from service.formats import FORMATS, NAMES
from service.kinds import ParameterKind
from service.listing import MOST_ROWS, OPTIONS, ListShape

_TYPES = {str: OpenAPIType.STRING, int: OpenAPIType.INTEGER, float: OpenAPIType.NUMBER, bool: OpenAPIType.BOOLEAN}
_SCHEMA_NAMES = {"ge": "minimum", "le": "maximum", "min_length": "min_length", "max_length": "max_length", "pattern": "pattern"}


def operation_class(shape: ListShape) -> type[Operation]:
    """The kind of operation that has the parameters of a list besides those of its macro."""
    others = _parameters(shape)

    @dataclass
    class ListOperation(Operation):
        parameters: list[Parameter | Reference] | None = field(default=None)

        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or []), *others]
            answer = (self.responses or {})["200"]
            if isinstance(answer, OpenAPIResponse):
                answer.content = {**(answer.content or {}), **_downloads()}

    return ListOperation


def _downloads() -> dict[str, OpenAPIMediaType]:
    """The formats besides JSON."""
    rows = Schema(type=OpenAPIType.STRING, description="All rows, or as many as 'limit' says.")
    return {each.media_type.partition(";")[0]: OpenAPIMediaType(schema=rows) for each in FORMATS.values()}


def filter_text(shape: ListShape) -> str:
    """How the rows of a list are filtered, in words."""
    lines = (f"`{column.name}`: {', '.join(column.operators)}" for column in shape.columns.values())
    return (
        "Filters: `column=value` or `column__operator=value`, all of which a row must pass. Text is compared without case and "
        "accents; `in` takes values with commas between them; `isnull` takes true or false; a row without a value passes no "
        "other filter. The operators of each column (`eq` stands for the name alone):\n\n"
        + "\n".join(f"- {line}" for line in lines)
    )


def _parameters(shape: ListShape) -> list[Parameter | Reference]:
    options: list[Parameter | Reference] = [
        Parameter(name, "query", description=about, schema=_option_schema(name, shape)) for name, about in OPTIONS.items()
    ]
    taken = set(shape.parameters)
    filters = [
        Parameter(column.name, "query", description=f"Only rows with this {column.name}.", schema=_schema(column.kind))
        for column in shape.columns.values()
        if column.kind and "eq" in column.operators and column.name not in taken
    ]
    return [*options, *filters]


def _option_schema(name: str, shape: ListShape) -> Schema:
    schemas = {
        "limit": Schema(type=OpenAPIType.INTEGER, minimum=1, maximum=MOST_ROWS, default=shape.page),
        "cursor": Schema(type=OpenAPIType.STRING),
        "sort": _names_schema([f"-?{column.name}" for column in shape.columns.values() if column.is_sortable]),
        "fields": _names_schema(list(shape.columns)),
        "total": Schema(type=OpenAPIType.BOOLEAN, default=False),
        "facets": _names_schema(list(shape.facets)),
        "format": Schema(type=OpenAPIType.STRING, enum=list(NAMES)),
    }
    return schemas[name]


def _names_schema(names: list[str]) -> Schema:
    one = f"({'|'.join(names)})"
    return Schema(type=OpenAPIType.STRING, pattern=f"^{one}(,{one})*$")


def _schema(kind: ParameterKind) -> Schema:
    limits: dict[str, Any] = {_SCHEMA_NAMES[name]: value for name, value in kind.limits.items() if name in _SCHEMA_NAMES}
    if kind.type in _TYPES:
        return Schema(type=_TYPES[kind.type], **limits)
    return Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.DATE_TIME if kind.type is dt.datetime else OpenAPIFormat.DATE)
