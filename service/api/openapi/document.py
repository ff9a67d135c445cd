"""The OpenAPI document: what Litestar says of its own routes, with the addresses that SQL files make, whole or of one tag."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from service.api.openapi.operations import OTHER_ADDRESSES, operation
from service.api.openapi.schemas import FACET_VALUE, UNDERSTOOD_FILM, included_schema, page_schema, reference, row_schemas
from service.endpoints.address import Address
from service.endpoints.included_lists import INCLUDED
from service.problems import MEDIA_TYPE

Document = dict[str, Any]

_PROBLEMS = {
    400: ("InvalidParameter", "A parameter is unknown, missing, given too often, or has a value that it cannot have."),
    401: ("Unauthorized", "The request has no key that the service knows."),
    404: ("NotFound", "The warehouse holds nothing of that name or id; names that are near are suggested."),
    406: ("NotAcceptable", "The client accepts none of the formats, or of the content codings, that there are."),
    429: ("TooManyRequests", "Too many requests have come from this client; Retry-After says when to come back."),
    503: ("NotReady", "The warehouse is not ready, the answer took too long, or too many questions wait."),
}

_OF_EVERY_ADDRESS = (400, 404, 406, 503)


def document(base: Mapping[str, Any], served: Sequence[Address], tags: Mapping[str, str], limits: Sequence[int]) -> Document:
    """The document of all addresses.

    Args:
        base: What Litestar says of the routes that are written in Python, and of the service as a whole.
        served: The addresses that SQL files make.
        tags: What the tags of their endpoints mean, in order.
        limits: The statuses with which any request may be refused before it is looked at: 401, 429.
    """
    answers, schemas = _answers(served)
    operations = _operations(served, answers)
    paths: dict[str, Any] = {**operations, **base["paths"]}
    for path in paths.values():
        for method in path.values():
            if "security" not in method:
                method["responses"].update({str(status): _problem_reference(status) for status in limits})
    used = {tag for path in operations.values() for tag in path["get"]["tags"]}
    own_tags = [{"name": tag, "description": about} for tag, about in tags.items() if tag in used]
    aliases = [{"name": OTHER_ADDRESSES, "description": "Other addresses of the same answers, for clients that have them."}]
    parameters = _share_parameters([path["get"] for path in operations.values()])
    components = base["components"]
    return {
        **base,
        "tags": [*own_tags, *base["tags"], *(aliases if OTHER_ADDRESSES in used else [])],
        "paths": paths,
        "components": {
            **components,
            "schemas": {**{name: _unwrapped(schema) for name, schema in components["schemas"].items()}, **schemas},
            "parameters": parameters,
            "responses": dict(_problem_responses([*_OF_EVERY_ADDRESS, *limits])),
        },
    }


def part(whole: Document, tag: str) -> Document:
    """The document of the operations of one tag, with the components that they need."""
    paths = {
        path: kept
        for path, item in whole["paths"].items()
        if (kept := {method: operation for method, operation in item.items() if tag in operation["tags"]})
    }
    needed = _needed(paths, whole["components"])
    components = {
        kind: {name: held for name, held in components.items() if kind == "securitySchemes" or (kind, name) in needed}
        for kind, components in whole["components"].items()
    }
    return {**whole, "tags": [each for each in whole["tags"] if each["name"] == tag], "paths": paths, "components": components}


def _answers(served: Iterable[Address]) -> tuple[dict[str, str], dict[str, Any]]:
    """The name of the schema of what each endpoint answers, and all schemas.

    Lists of equal rows have one schema, which has the name of the one whose address is shortest.
    """
    answers: dict[str, str] = {}
    schemas: dict[str, Any] = {"FacetValue": FACET_VALUE}
    if any(address.endpoint.naming for address in served):
        schemas["UnderstoodFilm"] = UNDERSTOOD_FILM
    rows: dict[bytes, str] = {}
    lists = [address for address in served if address.endpoint.list_shape]
    for address in sorted(lists, key=lambda address: (address.path.count("/"), address.path)):
        name = f"{_type_name(address.endpoint.name)}Row"
        made = row_schemas(name, address.endpoint.columns)
        row = rows.setdefault(msgspec.json.encode(made).replace(name.encode(), b""), name)
        names_films = bool(address.endpoint.naming)
        of_page = _type_name(address.endpoint.name) if address.included else row.removesuffix("Row")
        page = f"{of_page}{'UnderstoodPage' if names_films else 'Page'}"
        if row == name:
            schemas |= made
        if page not in schemas:
            schemas[page] = page_schema(row, names_films=names_films)
        answers[address.endpoint.name] = page
    for endpoint in (address.endpoint for address in served):
        if endpoint.name not in answers:
            answers[endpoint.name] = _type_name(endpoint.name)
            schemas |= row_schemas(answers[endpoint.name], endpoint.columns)
    for address in served:
        if address.included and address.path == address.endpoint.header.path:
            _include(schemas, address, answers)
    return answers, schemas


def _include(schemas: dict[str, Any], address: Address, answers: Mapping[str, str]) -> None:
    """Describe the lists that come with an answer."""
    name, is_list = answers[address.endpoint.name], bool(address.endpoint.list_shape)
    pages = {part: (answers[other.name], other.header.path) for part, other in address.included.items()}
    schemas[f"{name}Included"] = included_schema(pages, is_whole=is_list)
    about = "Lists that come at its own address." if is_list else "The lists that include= asks for; without it, this is missing."
    schemas[name]["properties"][INCLUDED] = {**reference(f"{name}Included"), "description": about}


def _operations(served: Iterable[Address], answers: Mapping[str, str]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    operations = {}
    for address in served:
        name = address.endpoint.name
        operation_id = f"{name}_alias_{counts[name]}" if counts[name] else name
        counts[name] += 1
        made = operation(address, answers[name], operation_id)
        made["responses"] |= {str(status): _problem_reference(status) for status in _OF_EVERY_ADDRESS}
        operations[address.path] = {"get": made}
    return operations


def _share_parameters(operations: Sequence[Document]) -> dict[str, Any]:
    """Put references in the places of parameters that are there more than once; give what they refer to, by name."""
    places: defaultdict[bytes, list[tuple[list[Any], int]]] = defaultdict(list)
    for each in operations:
        for place, parameter in enumerate(each["parameters"]):
            places[msgspec.json.encode(parameter)].append((each["parameters"], place))
    shared: dict[str, Any] = {}
    for found in places.values():
        if len(found) > 1:
            held, first = found[0]
            parameter = held[first]
            name = next(name for name in _names(parameter["name"]) if name not in shared)
            shared[name] = parameter
            for parameters, place in found:
                parameters[place] = {"$ref": f"#/components/parameters/{name}"}
    return shared


def _names(name: str) -> Iterator[str]:
    """Names of a component, of which the first that is free is to be taken."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
    yield plain
    for number in range(2, 1000):
        yield f"{plain}_{number}"


def _unwrapped(schema: Document) -> Document:
    """The schema of a type, with properties that have one type as they are; Litestar writes them as a choice of one."""
    properties = {
        name: {**held["oneOf"][0], **{key: value for key, value in held.items() if key != "oneOf"}}
        if len(held.get("oneOf", ())) == 1
        else held
        for name, held in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties}


def _problem_reference(status: int) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{_PROBLEMS[status][0]}"}


def _problem_responses(statuses: Iterable[int]) -> Iterator[tuple[str, Any]]:
    for status in statuses:
        name, about = _PROBLEMS[status]
        yield name, {"description": about, "content": {MEDIA_TYPE: {"schema": reference("Problem")}}}


def _needed(paths: Document, components: Document) -> set[tuple[str, str]]:
    """The kinds and names of the components that paths refer to, directly or by way of others."""
    needed: set[tuple[str, str]] = set()
    waiting = list(_references(paths))
    while waiting:
        kind, name = waiting.pop()
        if (kind, name) not in needed:
            needed.add((kind, name))
            waiting += _references(components[kind][name])
    return needed


def _references(held: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a document
    if isinstance(held, list):
        for each in held:
            yield from _references(each)
    elif isinstance(held, dict):
        if isinstance(target := held.get("$ref"), str):
            kind, _, name = target.removeprefix("#/components/").partition("/")
            yield kind, name
        for each in held.values():
            yield from _references(each)


def _type_name(macro: str) -> str:
    """The name of the type of a macro's rows: macros of lists are set apart from tables by a word that says nothing here."""
    return "".join(word.capitalize() for word in macro.removeprefix("list_").split("_"))
