from pathlib import Path

import pytest

import sql
from service.endpoints import read_endpoints
from service.reference import endpoint_table, with_table

CATALOGUE = Path(__file__).parent / "catalogue"
README = Path(__file__).parents[2] / "README.md"


def test_table_in_the_readme_is_that_of_the_sql_files() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text, endpoint_table(read_endpoints(sql.ROOT))) == text, "run 'make format'"


def test_table_has_every_address_an_example_and_the_question_in_sql() -> None:
    table = endpoint_table(read_endpoints(sql.ROOT))
    assert "`/peliculas_pais/{pais}`<br>`/peliculas/pais/{pais}`" in table
    assert "`/productoras_exitosas/Pixar%20Animation%20Studios`" in table
    assert "`from get_director('John Lasseter')`" in table


def test_lists_are_given_as_often_as_they_have_values() -> None:
    [row] = [row for row in endpoint_table(read_endpoints(CATALOGUE)).splitlines() if "`/alike`" in row]
    assert "`/alike?likes=Face%2FOff&likes=a%2F%2Fb`" in row
    assert "`from alike(['Face/Off', 'a//b'])`" in row


def test_text_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the table"):
        with_table("# Nothing here", "| a |")
