"""What can be asked of an address, as parameters of OpenAPI."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from service.endpoints.address import Address
from service.endpoints.column_types import ColumnType
from service.endpoints.columns import Column
from service.endpoints.endpoint import Parameter
from service.endpoints.filters import MOST_VALUES
from service.endpoints.list_query import MOST_ROWS, OPTIONS, ListShape
from service.endpoints.object_query import OPTIONS as OBJECT_OPTIONS

Described = dict[str, Any]

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_LIMITS = {"ge": "minimum", "le": "maximum", "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}

_FILTERS = {
    "eq": "Only rows with this {}.",
    "ne": "Only rows with another {}.",
    "gt": "Only rows with a greater {}.",
    "gte": "Only rows with at least this {}.",
    "lt": "Only rows with a smaller {}.",
    "lte": "Only rows with at most this {}.",
    "in": "Only rows with one of these {}s.",
    "contains": "Only rows with this in {}.",
    "startswith": "Only rows whose {} begins with this.",
    "isnull": "Only rows without (true) or with (false) a {}.",
}


def parameters(address: Address) -> list[Described]:
    """All parameters of an address but ``format``: in the document, an answer is JSON."""
    endpoint = address.endpoint
    own = [_own(parameter, in_path=parameter.name in address.path_names) for parameter in endpoint.parameters]
    if endpoint.list_shape:
        return [*own, *_list_options(endpoint.list_shape), *_filters(endpoint.list_shape)]
    return [*own, *_object_options(endpoint.columns, address.included)]


def _own(parameter: Parameter, *, in_path: bool) -> Described:
    """A parameter of the macro."""
    header, value_type = parameter.header, parameter.value_type
    schema = _schema(value_type)
    if header.valid:
        schema["enum"] = list(header.valid)
    described = {
        "name": parameter.name,
        "in": "path" if in_path else "query",
        "description": header.about,
        "required": parameter.required,
        "schema": {"type": "array", "items": schema, "maxItems": value_type.most} if value_type.is_list else schema,
    }
    return described if header.example is None else {**described, "examples": {"example": {"value": header.example}}}


def _list_options(shape: ListShape) -> Iterator[Described]:
    sortable = "|".join(re.escape(column.name) for column in shape.columns.values() if column.is_sortable)
    schemas: dict[str, Described] = {
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": shape.page},
        "cursor": {"type": "string"},
        # A pattern, for of names such as "-title" some generators make constants that have no names.
        "sort": {"type": "array", "items": {"type": "string", "pattern": f"^-?({sortable})$"}, "minItems": 1},
        "fields": _names(list(shape.columns)),
        "total": {"type": "boolean", "default": False},
        "facets": _names(list(shape.facets)),
    }
    for name, about in OPTIONS.items():
        if name in schemas and (name != "facets" or shape.facets):
            yield _query(name, about, schemas[name])


def _object_options(columns: Iterable[str], included: Iterable[str]) -> Iterator[Described]:
    names = {"fields": list(columns), "include": list(included)}
    for name, about in OBJECT_OPTIONS.items():
        if names[name]:
            yield _query(name, about, _names(names[name]))


def _filters(shape: ListShape) -> Iterator[Described]:
    for column in shape.columns.values():
        for operator in column.operators:
            name = column.name if operator == "eq" else f"{column.name}__{operator}"
            if name not in shape.parameters:
                yield _query(name, _FILTERS[operator].format(column.name), _filter_schema(column, operator))


def _filter_schema(column: Column, operator: str) -> Described:
    if operator == "isnull" or column.value_type is None:
        return {"type": "boolean"}
    value = {name: part for name, part in _schema(column.value_type).items() if name in {"type", "format"}}
    return {"type": "array", "items": value, "minItems": 1, "maxItems": MOST_VALUES} if operator == "in" else value


def _names(names: list[str]) -> Described:
    return {"type": "array", "items": {"type": "string", "enum": names}, "uniqueItems": True, "minItems": 1}


def _query(name: str, about: str, schema: Described) -> Described:
    described = {"name": name, "in": "query", "description": about, "schema": schema}
    # Values of one parameter with commas between them; the service takes a parameter that comes several times as well.
    return {**described, "style": "form", "explode": False} if schema["type"] == "array" else described


def _schema(value_type: ColumnType) -> Described:
    """The schema of a single value."""
    if value_type.type not in _TYPES:
        return {"type": "string", "format": "date-time" if value_type.type is dt.datetime else "date"}
    # Not every reader of JSON has greater numbers exactly (RFC 8259, section 6).
    limits = {
        name: value for name, value in value_type.limits.items() if not isinstance(value, int | float) or abs(value) < 2**53
    }
    return {"type": _TYPES[value_type.type], **{_LIMITS[name]: value for name, value in limits.items()}}
