"""Pages that list all groups of a sort, and everybody."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from service.web.pages.decades import decades
from service.web.pages.index_pages import INDEX_PAGES, IndexPage
from service.web.pages.names import alphabetical, bare_series


def _names(page: httpx.Response) -> list[str]:
    assert page.status_code == 200, page.text
    return [unescape(name).strip() for name in re.findall(r'<b dir="auto">((?s:.*?))</b>', page.text)]


@pytest.mark.parametrize("index_page", INDEX_PAGES, ids=lambda index_page: index_page.path)
def test_every_group_of_a_list_has_its_page(client: httpx.Client, index_page: IndexPage) -> None:
    page = client.get(index_page.path)
    assert _names(page)
    addresses = re.findall(rf'href="({index_page.path}/[^"]+)"', page.text)
    assert len(addresses) == len(_names(page))
    assert client.get(addresses[0]).status_code == 200


@pytest.mark.parametrize("sort", ["-films", "-vote_count", "name"])
@pytest.mark.parametrize("index_page", INDEX_PAGES, ids=lambda index_page: index_page.path)
def test_lists_are_put_in_order(client: httpx.Client, index_page: IndexPage, sort: str) -> None:
    page = client.get(index_page.path, params={"sort": sort})
    if sort == "name":
        # One without a name, which has its id for one, comes last.
        shown = [name for name in _names(page) if not re.fullmatch(r"Productora \d+", name)]
        assert shown == sorted(shown, key=alphabetical)
        return
    noun = "película" if sort == "-films" else "voto"
    counts = [int(re.sub(r"\D", "", count)) for count in re.findall(rf"([\d\u202f]+)\u00a0{noun}s?\b", page.text)]
    # What stands before the list is how many groups there are.
    assert len(counts) == len(_names(page))
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("address", "text", "found"),
    [
        ("/pais", "espana", "España"),
        ("/pais", "Spain", "España"),
        ("/idioma", "INGLÉS", "Inglés"),
        ("/genero", "animacion", "Animación"),
        ("/genero", "animation", "Animación"),
        ("/decada", "199", "1990–1999"),
        ("/persona", "tom hanks", "Tom Hanks"),
        ("/saga", "toy story", "Toy Story"),
        ("/productora", "pixar", "Pixar Animation Studios"),
    ],
)
def test_lists_are_searched_by_the_names_that_people_use(client: httpx.Client, address: str, text: str, found: str) -> None:
    page = client.get(address, params={"name__contains": text})
    assert found in _names(page)
    assert len(_names(page)) < len(_names(client.get(address))) or len(_names(page)) == 1


def test_nothing_found_is_said(client: httpx.Client) -> None:
    for address in ("/pais", "/persona"):
        page = client.get(address, params={"name__contains": "zzzzzz"})
        assert _names(page) == []
        assert "Nada se llama así" in page.text


@pytest.mark.parametrize("address", ["/pais?nothing=1", "/pais?sort=nothing", "/persona?nothing=1", "/persona?sort=nothing"])
def test_what_is_not_understood_is_said(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_long_list_goes_on_where_the_part_before_ended(client: httpx.Client) -> None:
    asked = {"sort": "name", "limit": "20", "total": "true"}
    first = client.get("/people", params=asked, headers={"accept": "application/json"}).json()
    cursor = dict(parse_qsl(urlsplit(first["next"]).query))["cursor"]
    page = client.get("/persona", params={"sort": "name", "cursor": cursor})
    ids = [str(row["person_id"]) for row in first["items"]] + re.findall(r'href="/persona/(\d+)"', page.text)
    assert len(ids) == len({*ids}) == first["total"]
    assert "Volver al principio" in page.text


def test_films_of_a_country_and_of_a_language(client: httpx.Client) -> None:
    page = client.get("/peliculas")
    assert '<option value="Spain">España</option>' in page.text
    assert '<option value="es">Español</option>' in page.text
    chosen = client.get("/peliculas", params={"countries__contains": "Spain", "original_language": "es"})
    assert '<option value="Spain" selected>España</option>' in chosen.text
    total = client.get(
        "/movies",
        params={"countries__contains": "Spain", "original_language": "es", "total": "true"},
        headers={"accept": "application/json"},
    ).json()["total"]
    assert f"{total}\u00a0película" in chosen.text


def test_decades_add_up_years() -> None:
    years = [{"release_year": year, "films": films, "vote_count": 2 * films} for year, films in ((1989, 1), (1990, 2), (1999, 3))]
    found = [(row["decade"], row["films"], row["vote_count"]) for row in decades(years)]
    assert found == [(1990, 5, 10), (1980, 1, 2)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Toy Story Collection", "Toy Story"),
        ("Bleach (Collection)", "Bleach"),
        ("Scuola di ladri - Collezione", "Scuola di ladri"),
        ("Elements Trilogy", "Elements Trilogy"),
        ("Collection", "Collection"),
        ("The Collection of Things", "The Collection of Things"),
    ],
)
def test_series_are_called_without_the_word_for_one(name: str, shown: str) -> None:
    assert bare_series(name) == shown
