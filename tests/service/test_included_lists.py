"""Lists that always come with another list: how to go on with a series, with the films like one of it."""

import httpx
import pytest


@pytest.mark.parametrize(("film", "titles"), [(862, ["Toy Story 2"]), (10193, ["Toy Story 2", "Toy Story"]), (949, [])])
def test_it_comes_as_its_own_address_gives_it(served: httpx.Client, film: int, titles: list[str]) -> None:
    similar = served.get(f"/movies/{film}/similar?n=3").json()
    own = served.get(f"/movies/{film}/next_in_series").json()
    assert [row["title"] for row in own["items"]] == titles
    assert similar["included"] == {"next_in_series": own}
    assert len(similar["items"]) == 3
    assert served.get(f"/movies/{film}?include=next_in_series").json()["included"] == {"next_in_series": own}


def test_it_comes_with_every_page_and_whatever_is_asked_of_the_list(served: httpx.Client) -> None:
    first = served.get("/movies/862/similar?limit=2&fields=title&genre=comedy").json()
    assert first["included"] == served.get(first["next"]).json()["included"] != {}


def test_a_film_that_there_is_not_has_neither(served: httpx.Client) -> None:
    assert served.get("/movies/999999999/similar").status_code == 404
    assert served.get("/movies/999999999/next_in_series").status_code == 404


def test_files_hold_the_rows_alone(served: httpx.Client) -> None:
    lines = served.get("/movies/862/similar?format=ndjson&n=3").text.splitlines()
    assert len(lines) == 3
    assert not any("included" in line for line in lines)


def test_the_document_tells_of_it_and_that_a_page_within_another_answer_lacks_it(served: httpx.Client) -> None:
    document = served.get("/schema/openapi.json").json()
    schemas = document["components"]["schemas"]
    answer = document["paths"]["/movies/{film}/similar"]["get"]["responses"]["200"]["content"]["application/json"]
    page = schemas[answer["schema"]["$ref"].rsplit("/", 1)[1]]
    assert page["required"] == ["items", "next"]
    lists = schemas[page["properties"]["included"]["$ref"].rsplit("/", 1)[1]]
    assert lists["required"] == ["next_in_series"]
    assert "included" not in schemas["RecommendedMoviesUnderstoodPage"]["properties"]
    film = served.get("/movies/862", params={"include": "similar"}).json()
    assert "included" not in film["included"]["similar"]
