"""What can be asked of one object: some of its columns, and the lists below it."""

from pathlib import Path

import httpx
import pytest

from service.endpoints.address import addresses
from service.endpoints.endpoint import read_endpoints
from sql import SqlFileError
from tests.service.problem_answers import problem

FIRST = [{"person": "John Travolta", "position": 0}]
SECOND = [{"person": "Nicolas Cage", "position": 1}]


@pytest.mark.parametrize("query", ["fields=released,title", "fields=released&fields=title"])
def test_fields_are_given_in_the_order_asked(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/details/1?{query}").json()
    assert list(answer.items()) == [("released", "1997-01-27"), ("title", "Face/Off")]


def test_fields_may_be_asked_of_every_address_of_an_object(client: httpx.Client) -> None:
    assert client.get("/month_count?month=enero&fields=cantidad").json() == {"cantidad": 11}
    assert client.get("/score/Face/Off?fields=score").json() == {"score": 9.0}


def test_a_list_below_comes_with_the_object_as_its_own_address_gives_it(client: httpx.Client) -> None:
    answer = client.get("/details/1?include=cast&fields=title").json()
    own = client.get("/details/1/cast").json()
    assert answer == {"title": "Face/Off", "included": {"cast": own}}
    assert own["items"] == FIRST
    following = client.get(answer["included"]["cast"]["next"])
    assert following.json() == {"items": SECOND, "next": None}


def test_an_object_alone_has_no_lists(client: httpx.Client) -> None:
    assert "included" not in client.get("/details/1").json()
    assert client.get("/details/2?include=cast").json()["included"] == {"cast": {"items": [], "next": None}}


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("/details/1?include=crew", "include", "'crew' in 'include' is unknown; the lists it can have are: cast"),
        ("/details/1?include=cast,cast", "include", "'include' holds a name twice"),
        ("/details/1?include=", "include", "'' in 'include' is unknown"),
        ("/details/1?fields=title,nothing", "fields", "the columns it can have are: title, released, ratio"),
        ("/details/1?fields=title&fields=title", "fields", "'fields' holds a name twice"),
        ("/details/1?limit=1", "limit", "the query parameters here are: fields, include"),
        ("/score/Face/Off?include=cast", "include", "the query parameters here are: asked_year, fields."),
    ],
)
def test_what_cannot_be_asked_is_400(client: httpx.Client, query: str, parameter: str, words: str) -> None:
    body = problem(client.get(query))
    assert (body["status"], body["parameter"]) == (400, parameter)
    assert words in str(body["detail"])


def test_an_object_that_there_is_not_is_404_with_all_that_is_asked(client: httpx.Client) -> None:
    assert problem(client.get("/details/99?include=cast&fields=title"))["status"] == 404


def test_the_name_that_is_kept_for_lists_is_no_column(sql_root: Path) -> None:
    details = sql_root / "endpoints/films/details.sql"
    details.write_text(details.read_text().replace("as released", "as included"))
    with pytest.raises(SqlFileError, match=r"details\.sql: 'included' holds the lists below an object"):
        addresses(read_endpoints(sql_root))
