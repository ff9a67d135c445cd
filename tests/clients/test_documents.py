"""The OpenAPI documents are what validators and readers expect."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

LARGEST_PART = 150_000
NOT_NULL = {"movie_id", "title", "person_id", "genre_id", "company_id", "collection_id", "keyword_id", "mensaje"}


def test_every_document_is_valid(documents: dict[str, bytes]) -> None:
    assert len(documents) > 15
    for document in documents.values():
        validate(json.loads(document))


def test_redocly_has_nothing_to_say(documents: dict[str, bytes], tools: Path, tmp_path: Path) -> None:
    files = [tmp_path / address.removeprefix("/schema/").replace("/", "_") for address in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(document)
    # A question after the health has nothing that could be wrong with it, so it has no such answer.
    command: list[str | Path] = [tools / "node_modules/.bin/redocly", "lint", "--skip-rule", "operation-4xx-response", *files]
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, **quiet})
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert said.count("validated in") == len(files)
    assert "Your API descriptions are valid" in said
    assert not re.search(r"You have \d+ warning", said), said


def test_the_documents_of_tags_are_small_and_hold_every_operation(documents: dict[str, bytes], whole: dict[str, Any]) -> None:
    parts = {address: document for address, document in documents.items() if address != "/schema/openapi.json"}
    assert {address: len(document) for address, document in parts.items() if len(document) > LARGEST_PART} == {}
    paths: dict[str, Any] = {}
    for document in parts.values():
        paths |= json.loads(document)["paths"]
    assert paths == whole["paths"]


def test_tags_are_described(whole: dict[str, Any]) -> None:
    described = {tag["name"] for tag in whole["tags"] if tag["description"]}
    used = [tag for path in whole["paths"].values() for operation in path.values() for tag in operation["tags"]]
    assert described == set(used)
    assert len(used) == sum(len(path) for path in whole["paths"].values())


def test_every_property_and_parameter_is_described(whole: dict[str, Any]) -> None:
    found = list(properties(whole))
    assert len(found) > 400
    assert [name for name, schema in found if not schema.get("description")] == []
    operations = [operation for path in whole["paths"].values() for operation in path.values()]
    parameters = [parameter for operation in operations for parameter in operation.get("parameters", [])]
    parameters += whole["components"]["parameters"].values()
    assert [parameter for parameter in parameters if "$ref" not in parameter and not parameter["description"]] == []


def test_what_the_warehouse_guarantees_is_not_null(whole: dict[str, Any]) -> None:
    checked = [(name, schema) for name, schema in properties(whole) if name.rpartition(".")[2] in NOT_NULL]
    assert len(checked) > 40
    # A rejected row may have no film.
    nullable = [name for name, schema in checked if is_nullable(schema)]
    assert nullable == ["QualitySetAsideRowExamples.movie_id"]
    schemas = whole["components"]["schemas"]
    assert schemas["Movie"]["properties"]["tagline"]["type"] == ["string", "null"]
    assert schemas["MoviesRow"]["properties"]["directors"]["items"] == {"type": "string"}


def test_the_same_column_has_the_same_form_in_every_list(whole: dict[str, Any]) -> None:
    forms: dict[str, set[str]] = {}
    for name, schema in properties(whole):
        owner, _, column = name.partition(".")
        if owner.endswith("Row"):
            forms.setdefault(column, set()).add(str(schema.get("type", "object")).removesuffix(", 'null']").strip("['"))
    assert {column: found for column, found in forms.items() if len(found) > 1} == {}
    assert forms["directors"] == {"array"}


@pytest.mark.parametrize("path", ["/movies", "/genres/{genre}/movies", "/people", "/stats/genre_shares", "/search"])
def test_lists_declare_filters_with_types(whole: dict[str, Any], path: str) -> None:
    operation = whole["paths"][path]["get"]
    shared = whole["components"]["parameters"]
    names = [
        (shared[parameter["$ref"].rpartition("/")[2]] if "$ref" in parameter else parameter)["name"]
        for parameter in operation["parameters"]
    ]
    assert len(names) == len(set(names))
    page = whole["components"]["schemas"][
        operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    ]
    row = whole["components"]["schemas"][page["properties"]["items"]["items"]["$ref"].rpartition("/")[2]]
    assert {f"{column}__isnull" for column in row["properties"]} <= set(names)


def test_a_batch_of_films_is_declared(whole: dict[str, Any]) -> None:
    batch = whole["components"]["parameters"]["movie_id__in"]
    assert batch["schema"] == {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 100}
    assert (batch["style"], batch["explode"]) == ("form", False)


def properties(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in document["components"]["schemas"].items():
        for key, held in schema.get("properties", {}).items():
            yield f"{name}.{key}", held


def is_nullable(schema: dict[str, Any]) -> bool:
    return "null" in str(schema.get("type")) or {"type": "null"} in schema.get("oneOf", ())
