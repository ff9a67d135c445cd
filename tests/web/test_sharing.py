"""What pages tell search engines and messages that name them, and what leads there."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import httpx
import pytest

import sql
from service.endpoints.endpoint import read_endpoints
from service.web import sitemap
from service.web.pages.macro_queries import MacroQueries
from tests.web.test_every_page import PAGES

_PLACES = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _metas(html: str) -> dict[str, str]:
    return {name: unescape(text) for name, text in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)}


def _data(html: str) -> dict[str, Any]:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_it_is(client: httpx.Client, address: str) -> None:
    html = client.get(address).text
    metas = _metas(html)
    assert len(metas["description"]) > 10
    assert metas["og:description"] == metas["description"]
    [title] = re.findall(r"<title>(.*?) · Filmoteca</title>", html, re.DOTALL)
    assert metas["og:title"] == unescape(title).strip()


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/pelicula/862?region=MX", "/pelicula/862"),
        ("/genero/18?vote_count__gte=10", "/genero/18"),
        ("/peliculas?sort=title", "/peliculas"),
        ("/persona?sort=name", "/persona"),
        ("/decada/1995", "/decada/1990"),
    ],
)
def test_a_page_has_one_address_however_it_is_asked(client: httpx.Client, address: str, canonical: str) -> None:
    assert f'<link rel="canonical" href="{canonical}">' in client.get(address).text


def test_a_film_tells_machines_what_it_tells_people(client: httpx.Client) -> None:
    html = client.get("/pelicula/862").text
    assert _metas(html)["og:type"] == "video.movie"
    assert _metas(html)["og:image"].startswith("https://image.tmdb.org/t/p/w500/")
    film = _data(html)
    assert (film["@type"], film["name"], film["datePublished"], film["duration"]) == ("Movie", "Toy Story", "1995-10-30", "PT81M")
    assert film["director"] == [{"@type": "Person", "name": "John Lasseter", "url": film["director"][0]["url"]}]
    assert film["aggregateRating"]["ratingCount"] == 5415
    assert client.get(film["actor"][0]["url"]).status_code == 200


def test_people_and_lists_tell_machines_what_they_are(client: httpx.Client) -> None:
    person = _data(client.get("/persona/31").text)
    assert (person["@type"], person["name"]) == ("Person", "Tom Hanks")
    films = _data(client.get("/genero/16").text)
    assert films["@type"] == "ItemList"
    assert films["numberOfItems"] >= len(films["itemListElement"]) > 0
    assert all(client.get(item["url"]).status_code == 200 for item in films["itemListElement"][:3])


def test_titles_end_no_script_and_no_attribute(client: httpx.Client) -> None:
    found = client.get("/movies", params={"title__contains": "<script>"}, headers={"accept": "application/json"}).json()["items"]
    quoted = client.get("/movies", params={"title__contains": '"'}, headers={"accept": "application/json"}).json()["items"]
    for film in (*found, *quoted):
        html = client.get(f"/pelicula/{film['movie_id']}").text
        assert _data(html)["name"] == film["title"]
        assert _metas(html)["og:title"].startswith(film["title"])


def _places(client: httpx.Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("application/xml")
    site = str(client.base_url).rstrip("/")
    places = [place.text or "" for place in ET.fromstring(answer.text).iter(_PLACES)]  # noqa: S314 - it is our own
    assert all(place.startswith(f"{site}/") for place in places)
    return [place.removeprefix(site) for place in places]


def test_the_map_has_every_film_and_every_group_once(client: httpx.Client) -> None:
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {str(client.base_url).rstrip('/')}/sitemap.xml" in robots
    pages = [page for part in _places(client, "/sitemap.xml") for page in _places(client, part)]
    assert len(pages) == len(set(pages))
    for path, lists in {"/pelicula": "movies", "/persona": "people", "/saga": "collections", "/palabra": "keywords"}.items():
        total = client.get(f"/{lists}?total=true&limit=1", headers={"accept": "application/json"}).json()["total"]
        assert sum(page.startswith(f"{path}/") for page in pages) == total
    kinds = {page.rpartition("/")[0]: page for page in pages}
    assert len(kinds) >= 10
    for page in [*kinds.values(), "/persona", "/pais"]:
        assert client.get(page).status_code == 200, page


def test_no_part_of_the_map_is_too_long(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemap.PART <= 50_000
    monkeypatch.setattr(sitemap, "PART", 7)
    endpoints = {endpoint.name: endpoint for endpoint in read_endpoints(sql.ROOT)}
    with duckdb.connect(warehouse, read_only=True) as connection:
        queries = MacroQueries(connection, endpoints)
        parts = [name for name in sitemap._parts(queries) if name.startswith("peliculas-")]
        films = [sitemap._paths(queries, name) for name in parts]
        assert max(map(len, films)) == 7
        assert len({path for part in films for path in part}) == queries.count("list_movies")


@pytest.mark.parametrize("name", ["nothing.xml", "peliculas-0.xml", "peliculas-99.xml", "peliculas-x.xml", "peliculas"])
def test_there_is_no_other_part(client: httpx.Client, name: str) -> None:
    assert client.get(f"/sitemap/{name}").status_code == 404


def test_the_address_of_the_map_is_no_text_of_its_own(client: httpx.Client) -> None:
    answer = client.get("/sitemap.xml", headers={"host": "a&b"})
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        ET.fromstring(answer.text)  # noqa: S314 - it is our own


def test_browsers_find_an_icon(client: httpx.Client) -> None:
    assert client.get("/favicon.ico").headers["content-type"].startswith("image/svg+xml")
