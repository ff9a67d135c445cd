from pathlib import Path

import pytest

import sql
from service.endpoints.endpoint import read_endpoints
from service.endpoints.reference import endpoint_table, with_tables

CATALOGUE = Path(__file__).parent / "catalogue"
PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("document", ["README.md", "docs/catalogue.md"])
def test_tables_in_documents_are_those_of_the_sql_files(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    assert with_tables(text, read_endpoints(sql.ROOT)) == text, "run 'make format'"


def test_every_endpoint_is_in_a_document() -> None:
    documents = "".join((PROJECT / document).read_text(encoding="utf-8") for document in ("README.md", "docs/catalogue.md"))
    assert [endpoint.name for endpoint in read_endpoints(sql.ROOT) if f"| `{endpoint.header.path}`" not in documents] == []


def test_table_has_every_address_an_example_and_the_question_in_sql() -> None:
    table = endpoint_table(read_endpoints(sql.ROOT))
    assert "`/peliculas_pais/{pais}`<br>`/peliculas/pais/{pais}`" in table
    assert "`/productoras_exitosas/Pixar%20Animation%20Studios`" in table
    assert "`from get_director('John Lasseter')`" in table


def test_lists_are_given_as_often_as_they_have_values() -> None:
    [row] = [row for row in endpoint_table(read_endpoints(CATALOGUE)).splitlines() if "`/alike`" in row]
    assert "`/alike?likes=Face%2FOff&likes=a%2F%2Fb`" in row
    assert "`from alike(['Face/Off', 'a//b'])`" in row


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Nothing here", "the text has no place"),
        ("<!-- endpoints of songs: written by make format -->\n\n<!-- end of endpoints -->", "'songs' has no endpoints"),
    ],
)
def test_text_without_a_place_of_a_known_group_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        with_tables(text, read_endpoints(CATALOGUE))
