"""Columns of answers as JSON Schema.

Any property may be missing, for a request may ask for some only (``fields=``); one that is there is null only where the warehouse
allows that.
"""

from collections.abc import Mapping
from typing import Any

from duckdb.sqltypes import DuckDBPyType

from service.endpoints.column_info import ColumnInfo
from service.endpoints.column_types import JSON_TYPES, element_type, fields_of
from service.endpoints.columns import Column

Schema = dict[str, Any]

FACET_VALUE: Schema = {
    "type": "object",
    "description": "A value of a column.",
    "properties": {
        "value": {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}], "description": "The value."},
        "count": {"type": "integer", "description": "How many rows have it."},
    },
    "required": ["value", "count"],
}

UNDERSTOOD_FILM: Schema = {
    "type": "object",
    "description": "A film that a value of a parameter names.",
    "properties": {
        "parameter": {"type": "string", "description": "The parameter."},
        "value": {"type": "string", "description": "Its value, as it was given."},
        "id": {"type": "integer", "description": "TMDB id of the film."},
        "title": {"type": "string", "description": "Its title."},
        "year": {"type": "integer", "description": "Year of its release."},
    },
    "required": ["parameter", "value", "id", "title", "year"],
}


def reference(name: str) -> Schema:
    """A reference to a schema among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def row_schemas(name: str, columns: Mapping[str, Column]) -> dict[str, Schema]:
    """The schema of an object with these columns, and those of the objects in it.

    Args:
        name: The name of the schema. Those of objects in it begin with it.
        columns: The columns by their names.
    """
    schemas: dict[str, Schema] = {name: {}}
    properties = {column.name: _property(name, column.name, column.type, column.info, schemas) for column in columns.values()}
    schemas[name] = {"type": "object", "properties": properties}
    return schemas


def page_schema(row: str, *, names_films: bool) -> Schema:
    """The schema of a page of a list.

    Args:
        row: The name of the schema of its rows.
        names_films: Whether parameters of the list name films, so that the page says which ones were understood.
    """
    films = {"type": "array", "items": reference("UnderstoodFilm"), "description": "The films that the parameters name."}
    counts = {"type": "array", "items": reference("FacetValue")}
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": reference(row), "description": "The rows."},
            "next": {"type": ["string", "null"], "description": "Address of the page after this one; null at the end."},
            "total": {"type": "integer", "description": "How many rows pass the filters; if total=true is asked for."},
            "facets": {
                "type": "object",
                "additionalProperties": counts,
                "description": "The values of the columns that are asked for, the most frequent first.",
            },
            **({"understood": films} if names_films else {}),
        },
        "required": ["items", "next", *(["understood"] if names_films else [])],
    }


def included_schema(pages: Mapping[str, tuple[str, str]], *, is_whole: bool) -> Schema:
    """The schema of the lists that come with an answer.

    Args:
        pages: The name of the schema of the pages, and the path, of each list.
        is_whole: Whether all of them come, whatever is asked.
    """
    properties = {name: {**reference(page), "description": f"The first page of {path}."} for name, (page, path) in pages.items()}
    return {"type": "object", "properties": properties, **({"required": list(properties)} if is_whole else {})}


def _property(owner: str, name: str, kind: DuckDBPyType, info: ColumnInfo, schemas: dict[str, Schema]) -> Schema:
    schema = _value(f"{owner}{_capitalized(name)}", kind, info, schemas)
    if info.nullable:
        schema = _or_null(schema)
    return {**schema, "description": info.about} if info.about else schema


def _value(name: str, kind: DuckDBPyType, info: ColumnInfo, schemas: dict[str, Schema]) -> Schema:
    """The schema of a value that is there; objects get schemas of their own."""
    if kind.id == "list":
        element = element_type(kind)
        items = _value(name, element, info, schemas)
        return {"type": "array", "items": _or_null(items) if info.nullable_items and element.id != "struct" else items}
    if kind.id != "struct":
        return JSON_TYPES[kind.id]
    properties = {
        field: _property(name, field, field_kind, info.fields.get(field, ColumnInfo()), schemas)
        for field, field_kind in fields_of(kind).items()
    }
    schemas[name] = {"type": "object", "properties": properties, "required": list(properties)}
    return reference(name)


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"oneOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _capitalized(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace(" ", "_").split("_"))
