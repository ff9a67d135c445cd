import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

Document = dict[str, Any]


@pytest.fixture(scope="module")
def schema(client: httpx.Client) -> Document:
    found: Document = client.get("/schema/openapi.json").json()
    return found


class Addresses(HTMLParser):
    """The addresses that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"src", "href", "data-schema"} and value]


def test_page_needs_no_internet(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert "//" not in page
    addresses = Addresses()
    addresses.feed(page)
    assert len(addresses.found) == 4
    for address in addresses.found:
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) > 500


def test_schema_tells_all_of_an_endpoint(schema: Document) -> None:
    operation = schema["paths"]["/movies_in_month/{month}"]["get"]
    assert operation["operationId"] == "movies_in_month"
    assert operation["summary"] == "How many films were released in a month"
    assert operation["description"] == "All years count, unless one is named.\n\nA month without films has a count of 0."
    month, year, fields = parameters(schema, operation).values()
    assert (month["name"], month["in"], month["required"]) == ("month", "path", True)
    assert month["examples"] == {"example": {"value": "enero"}}
    assert (year["name"], year["in"], year["required"]) == ("asked_year", "query", False)
    assert year["schema"] == {"type": "integer", "minimum": -32768, "maximum": 32767}
    assert (fields["name"], fields["schema"]["items"]["enum"], fields["explode"]) == ("fields", ["mes", "cantidad"], False)
    for status in ("400", "404", "406", "503"):
        response = resolved(schema, operation["responses"][status])
        assert response["content"].keys() == {"application/problem+json"}


def test_schema_has_the_types_of_the_columns(schema: Document) -> None:
    row = answer(schema, "/details/{asked_id}")["properties"]
    assert list(row) == ["title", "released", "ratio", "huge", "lista recomendada", "included"]
    below = resolved(schema, row["included"])["properties"]
    assert resolved(schema, below["cast"]) == answer(schema, "/details/{asked_film}/cast")
    assert row["released"] == {"type": ["string", "null"], "format": "date"}
    reason = schema["components"]["schemas"]["AlikeRowContributions"]["properties"]
    assert list(reason) == ["kind", "names", "share"]
    assert reason["share"]["type"] == ["number", "null"]
    page = answer(schema, "/movies")
    assert list(page["properties"]) == ["items", "next", "total", "facets"]
    assert page["required"] == ["items", "next"]


def test_schema_shows_lists_of_values(schema: Document) -> None:
    likes, dislikes, *_ = parameters(schema, schema["paths"]["/alike"]["get"]).values()
    assert (likes["name"], likes["in"], likes["required"]) == ("likes", "query", True)
    assert (likes["schema"]["type"], likes["schema"]["maxItems"]) == ("array", 50)
    assert (likes["schema"]["items"]["type"], likes["schema"]["items"]["maxLength"]) == ("string", 500)
    assert likes["examples"]["example"]["value"] == ["Face/Off", "a//b"]
    assert (dislikes["required"], dislikes["schema"]["maxItems"]) == (False, 50)
    assert dislikes["schema"]["items"]["maximum"] == 2**31 - 1
    assert dislikes["examples"]["example"]["value"] == [2, 3]


def test_every_filter_of_a_list_is_declared_with_its_type(client: httpx.Client, schema: Document) -> None:
    declared = parameters(schema, schema["paths"]["/shelf"]["get"])
    assert {name: each["schema"].get("type") for name, each in declared.items() if name.partition("__")[0] == "released"} == {
        "released": "string",
        **dict.fromkeys(("released__ne", "released__gt", "released__gte", "released__lt", "released__lte"), "string"),
        "released__in": "array",
        "released__isnull": "boolean",
    }
    assert declared["id__in"]["schema"] == {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 100}
    assert declared["id__in"]["explode"] is False
    assert declared["score__gte"]["schema"] == {"type": "number"}
    assert declared["released__lt"]["schema"] == {"type": "string", "format": "date"}
    assert declared["tags__contains"]["schema"] == {"type": "string"}
    assert [name for name in declared if name.startswith("details")] == ["details__isnull"]
    # What is declared is all there is: an answer that refuses a filter names those of the column.
    for column in ("id", "title", "released", "score", "tags", "is_even", "details"):
        told = client.get(f"/shelf?{column}__no=1").json()["valid_values"]
        assert told == [name for name in declared if name == column or name.startswith(f"{column}__")]


def test_aliases_are_deprecated_and_by_themselves(schema: Document) -> None:
    alias = schema["paths"]["/month_count/{month}"]["get"]
    assert alias["description"].startswith("Another address of /movies_in_month/{month},")
    assert (alias["deprecated"], alias["tags"]) == (True, ["other-addresses"])
    assert schema["tags"][-1]["name"] == "other-addresses"
    assert "deprecated" not in schema["paths"]["/movies_in_month/{month}"]["get"]
    identifiers = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(identifiers) == len(set(identifiers))
    assert all(set(path) == {"get"} for path in schema["paths"].values())


def test_a_part_has_one_tag_and_all_that_it_refers_to(client: httpx.Client, schema: Document) -> None:
    part = client.get("/schema/openapi/films.json").json()
    assert part["paths"] == {
        path: item for path, item in schema["paths"].items() if next(iter(item.values()))["tags"] == ["films"]
    }
    references = set(re.findall(r'"\$ref": "#/components/(\w+)/([\w.-]+)"', json.dumps(part)))
    assert references == {(kind, name) for kind, held in part["components"].items() if kind != "securitySchemes" for name in held}
    assert client.get("/schema/openapi/nothing.json").status_code == 404


@pytest.mark.parametrize(
    "case",
    [
        ({}, [{}, {"key": []}, {"bearer": []}], set()),
        ({"FILMOTECA_API_KEYS": "k" * 16, "FILMOTECA_RATE_LIMIT": "9"}, [{"key": []}, {"bearer": []}], {"401", "429"}),
    ],
)
def test_security_is_what_the_settings_ask_for(
    serve: Callable[..., AbstractContextManager[httpx.Client]],
    small_warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[dict[str, str], list[dict[str, list[str]]], set[str]],
) -> None:
    settings, security, refusals = case
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with serve(small_warehouse) as client:
        schema = client.get("/schema/openapi.json").json()
    assert schema["security"] == security
    assert schema["components"]["securitySchemes"] == {
        "key": {"type": "apiKey", "name": "X-API-Key", "in": "header"},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert {tuple(operation["tags"]) for operation in operations if operation.get("security") == [{}]} == {("health",)}
    for operation in operations:
        refused = {"401", "429"} & operation["responses"].keys()
        assert refused == (set() if operation["tags"] == ["health"] else refusals)


def parameters(schema: Document, operation: Document) -> dict[str, Document]:
    found = [resolved(schema, parameter) for parameter in operation["parameters"]]
    return {parameter["name"]: parameter for parameter in found}


def answer(schema: Document, path: str) -> Document:
    [(media_type, content)] = schema["paths"][path]["get"]["responses"]["200"]["content"].items()
    assert media_type == "application/json"
    return resolved(schema, content["schema"])


def resolved(schema: Document, held: Document) -> Document:
    if "$ref" not in held:
        return held
    _, _, kind, name = held["$ref"].split("/")
    found: Document = schema["components"][kind][name]
    return found
