"""The page /data-quality over a warehouse with bad data in it."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy

import duckdb
import httpx
import pytest

import sql
from service.web.pages.translations import translated

Serve = Callable[..., AbstractContextManager[httpx.Client]]

PROJECT = Path(__file__).parents[2]

SECTIONS = {
    "resumen": "Resumen",
    "apartadas": "Filas apartadas",
    "sospechosos": "Valores sospechosos",
    "columnas": "Perfil de columnas",
    "cambios": "Cambios desde la construcción anterior",
}
SCRIPT = "<script>alert('hi')</script>"
IMAGE = '<img src="https://evil.example/" onerror="alert(1)">'
PLANTS = [
    "update movies set runtime = 700 where movie_id = 990006",
    "update movies set budget = 5, revenue = 5000000, \"return\" = 1000000, release_date = '9999-12-31' where movie_id = 862",
    "insert into build_changes values ('movies', null, 3, 4, 5), ('movies', 'title', 0, 0, 5), ('genres', null, 0, 0, 0)",
]
VOID = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    """A page as its tags with their attributes, and the text in each section.

    Attributes:
        tags: Every tag, its attributes, and the classes of the elements around it.
        texts: The visible text of each section, by the id of its heading.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self._section = ""
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes, [around for _, around in self._open]))
        if tag == "section":
            self._section = attributes["aria-labelledby"] or ""
        if tag in {"td", "th"}:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append((tag, attributes.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag
        if tag == "section":
            self._section = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._section] = self.texts.get(self._section, "") + data

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.tags if tag in tags]


@pytest.fixture(scope="module")
def planted(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the warehouse with suspicious films, hostile texts and changes."""
    path = Path(copy(warehouse, tmp_path_factory.mktemp("planted") / "warehouse.duckdb"))
    with duckdb.connect(path) as connection:
        for statement in PLANTS:
            connection.execute(statement)
        connection.execute(
            "insert into rejected_rows values ('movies', 'films.csv', 7, 'runtime', 862, 'blanked', ?, ?)",
            [f"'a' is no valid {SCRIPT}", IMAGE],
        )
    return path


@pytest.fixture(scope="module")
def client(serve: Serve, planted: Path) -> Iterator[httpx.Client]:
    """The service over the planted warehouse, with the product's own SQL."""
    with serve(planted, sql.ROOT) as client:
        yield client


@pytest.fixture(scope="module")
def answer(client: httpx.Client) -> httpx.Response:
    """The page as it is sent."""
    return client.get("/data-quality")


@pytest.fixture(scope="module")
def page(answer: httpx.Response) -> Page:
    """The page, read."""
    return Page(answer.text)


def test_page_is_html_in_spanish(answer: httpx.Response, page: Page) -> None:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [found["lang"] for found in page.named("html")] == ["es"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.named("meta")


def test_page_has_every_section_and_leads_to_it(page: Page) -> None:
    assert [attributes["id"] for attributes in page.named("h2")] == list(SECTIONS)
    assert all(page.texts[name].strip().startswith(title) for name, title in SECTIONS.items())
    targets = {f"#{attributes['id']}" for _, attributes, _ in page.tags if "id" in attributes}
    inner = [href for link in page.named("a") if (href := link["href"] or "").startswith("#")]
    assert len(inner) > len(SECTIONS)
    assert set(inner) <= targets


def test_page_tells_what_the_endpoints_tell(client: httpx.Client, page: Page) -> None:
    meta = client.get("/meta").json()
    assert meta["snapshot"] in page.texts["resumen"]
    assert all(source["file"] in page.texts["resumen"] for source in meta["sources"])
    for kind in client.get("/quality/set_aside").json()["items"]:
        assert (translated(kind["reason"]) or kind["reason"]) in page.texts["apartadas"]
        assert all(example["raw_text"] in page.texts["apartadas"] for example in kind["examples"])
    suspicious = client.get("/quality/suspicious").json()["items"]
    assert {film["rule"] for film in suspicious} == {
        "budget_too_small",
        "release_after_build",
        "return_too_high",
        "runtime_too_long",
    }
    assert page.texts["sospechosos"].count(" = ") == sum(film["evidence"].count(" = ") for film in suspicious)
    for profile in client.get("/quality/columns").json()["items"]:
        assert profile["column_name"] in page.texts["columnas"]
        assert (profile["greatest"] or "—")[:50] in page.texts["columnas"]
    changes = " ".join(page.texts["cambios"].split())
    assert changes.endswith("movies filas enteras 3 4 5 movies title — — 5 Sin cambios: genres.")


def test_texts_of_the_data_are_shown_as_text(page: Page) -> None:
    assert SCRIPT in page.texts["sospechosos"]
    assert SCRIPT in page.texts["apartadas"]
    assert IMAGE in page.texts["apartadas"]
    assert page.named("img", "iframe", "object", "style") == []
    assert all((attributes.get("src") or "").startswith("/static/") for attributes in page.named("script"))
    assert not any(name.startswith("on") for _, attributes, _ in page.tags for name in attributes)


def test_page_needs_no_internet(client: httpx.Client, answer: httpx.Response, page: Page) -> None:
    loaded = [
        attributes.get("src") or attributes.get("href") or ""
        for attributes in page.named("link", "script")
        if attributes.get("rel") != "canonical"
    ]
    assert len(loaded) >= 4
    for address in loaded:
        file = client.get(address)
        assert (address.startswith("/static/"), file.status_code) == (True, 200)
        assert not re.search(r"url\(|@import", file.text)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_page_leads_to_the_same_in_json(client: httpx.Client, page: Page) -> None:
    linked = {link["href"] or "" for link in page.named("a")}
    assert {link for link in linked if link.startswith("/quality/")} >= {"/quality/set_aside", "/quality/suspicious"}
    assert all(client.get(link).status_code == 200 for link in linked if link.startswith("/quality/"))


def test_tables_have_headers_and_scroll_by_themselves(page: Page) -> None:
    tables = [around for tag, _, around in page.tags if tag == "table"]
    assert len(tables) > 20
    assert all("scroll" in around for around in tables)
    assert all(header["scope"] in {"col", "row"} for header in page.named("th"))
    regions = [attributes for attributes in page.named("div") if attributes.get("class") == "scroll"]
    assert all(region["aria-label"] and region["tabindex"] == "0" for region in regions)


def test_a_first_build_has_nothing_to_compare_with(serve: Serve, warehouse: Path, tmp_path: Path) -> None:
    with serve(copy(warehouse, tmp_path / "warehouse.duckdb"), sql.ROOT) as client:
        page = Page(client.get("/data-quality").text)
    assert "No hay una construcción anterior" in page.texts["cambios"]


def test_without_a_warehouse_there_is_a_problem(serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path / "warehouse.duckdb", sql.ROOT) as client:
        answer = client.get("/data-quality")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:filmoteca:problem:not-ready"


def test_the_report_prints_the_same_in_the_terminal(client: httpx.Client, planted: Path) -> None:
    done = subprocess.run(
        ["make", "--silent", "report"],
        cwd=PROJECT,
        env={**os.environ, "FILMOTECA_WAREHOUSE": str(planted)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    headings = [file.about for file in sql.sql_files("reports")]
    assert headings
    assert [line for line in lines if line in headings] == headings
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines]
    for kind in client.get("/quality/set_aside").json()["items"]:
        assert [kind["table_name"], kind["action"], str(kind["rows_found"]), kind["reason"]] in [row[:4] for row in cells]
    for film in client.get("/quality/suspicious").json()["items"]:
        assert [film["rule"], str(film["movie_id"]), film["title"], film["evidence"]] in cells
    for profile in client.get("/quality/columns").json()["items"]:
        counts = [str(profile[name]) for name in ("rows_found", "nulls", "distinct_values")]
        assert [profile["table_name"], profile["column_name"], profile["data_type"], *counts] in [row[:6] for row in cells]
    assert ["movies", "title", "0", "0", "5"] in cells
