import re
from html.parser import HTMLParser

import httpx

from service.listing import OPTIONS


class Addresses(HTMLParser):
    """The addresses that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"src", "href"} and value]


def test_page_needs_no_internet(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert "//" not in page
    addresses = Addresses()
    addresses.feed(page)
    assert len(addresses.found) == 3
    for address in [*addresses.found, *re.findall(r'url: "(.+?)"', page)]:
        answer = client.get(f"/{address}")
        assert answer.status_code == 200
        assert len(answer.content) > 500


def test_schema_tells_all_of_an_endpoint(client: httpx.Client) -> None:
    schema = client.get("/schema/openapi.json").json()
    operation = schema["paths"]["/movies_in_month/{month}"]["get"]
    assert operation["operationId"] == "movies_in_month"
    assert operation["summary"] == "How many films were released in a month"
    assert operation["description"] == "All years count, unless one is named.\n\nA month without films has a count of 0."
    month, year = operation["parameters"]
    assert (month["name"], month["in"], month["required"]) == ("month", "path", True)
    assert month["examples"]["example"]["value"] == "enero"
    assert (year["name"], year["in"], year["required"]) == ("asked_year", "query", False)
    assert year["schema"]["maximum"] == 32767
    for status in ("400", "404", "503"):
        assert operation["responses"][status]["content"].keys() == {"application/problem+json"}


def test_schema_has_the_types_of_the_columns(client: httpx.Client) -> None:
    schema = client.get("/schema/openapi.json").json()
    answer = schema["paths"]["/details/{asked_id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    row = schema["components"]["schemas"][answer["$ref"].rpartition("/")[2]]["properties"]
    assert list(row) == ["title", "released", "ratio", "huge", "lista recomendada"]
    assert {"type": "string", "format": "date"} in row["released"]["oneOf"]
    nested = schema["components"]["schemas"]
    [reason] = [properties for name in nested if "share" in (properties := nested[name].get("properties", {}))]
    assert list(reason) == ["kind", "names", "share"]
    assert {"type": "number"} in reason["share"]["oneOf"]
    many = schema["paths"]["/movies"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = schema["components"]["schemas"][many["$ref"].rpartition("/")[2]]
    assert list(page["properties"]) == ["items", "next", "total", "facets"]
    assert page["required"] == ["items", "next"]


def test_schema_shows_lists_of_values(client: httpx.Client) -> None:
    paths = client.get("/schema/openapi.json").json()["paths"]
    likes, dislikes, *of_every_list = paths["/alike"]["get"]["parameters"]
    assert [parameter["name"] for parameter in of_every_list] == [*OPTIONS, "title"]
    assert (likes["name"], likes["in"], likes["required"]) == ("likes", "query", True)
    assert (likes["schema"]["type"], likes["schema"]["maxItems"]) == ("array", 50)
    assert (likes["schema"]["items"]["type"], likes["schema"]["items"]["maxLength"]) == ("string", 500)
    assert likes["examples"]["example"]["value"] == ["Face/Off", "a//b"]
    assert (dislikes["required"], dislikes["schema"]["maxItems"]) == (False, 50)
    assert dislikes["schema"]["oneOf"][0]["items"]["maximum"] == 2**31 - 1
    assert dislikes["examples"]["example"]["value"] == [2, 3]


def test_aliases_say_so(client: httpx.Client) -> None:
    paths = client.get("/schema/openapi.json").json()["paths"]
    alias = paths["/month_count/{month}"]["get"]
    assert alias["description"].startswith("Alias of /movies_in_month/{month}.")
    assert not alias["deprecated"]
    identifiers = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(identifiers) == len(set(identifiers))
    assert all(set(path) == {"get"} for path in paths.values())
