"""What the service answers below /explorar, and the files of ``make eda``."""

import asyncio
import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from shutil import copy
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import duckdb
import httpx
import msgspec
import pytest

import sql
from service.problems import TimeLimitError
from service.web.explore import pictures, process, routes
from service.web.explore.chart import Answer, Chart, asked, drawing
from service.web.explore.pictures import Pictures
from service.web.explore.sections import CHARTS
from service.web.pages.macro_queries import MacroQueries

Serve = Callable[..., AbstractContextManager[httpx.Client]]

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made_up(made_up_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a made-up catalogue, with some films whose runtime is hard to believe."""
    path = Path(copy(made_up_folder / "warehouse.duckdb", tmp_path_factory.mktemp("made_up") / "warehouse.duckdb"))
    with duckdb.connect(path) as connection:
        connection.execute("update movies set runtime = 700 where movie_id % 100 = 0")
    return path


@pytest.fixture(scope="module")
def queries(made_up: Path) -> Iterator[MacroQueries]:
    """Questions to a copy of it, for DuckDB opens a file only once in a process unless it is with the same settings."""
    with duckdb.connect(copy(made_up, made_up.with_name("copy.duckdb")), read_only=True) as connection:
        yield MacroQueries(connection, {})


@pytest.fixture(scope="module")
def client(serve: Serve, made_up: Path) -> Iterator[httpx.Client]:
    """The service over it."""
    with serve(made_up, sql.ROOT) as client:
        yield client


@pytest.mark.parametrize("name", CHARTS)
def test_the_address_of_a_chart_gives_the_rows_that_it_draws(client: httpx.Client, queries: MacroQueries, name: str) -> None:
    chart = CHARTS[name]
    rows = asked(queries, chart).rows
    whole = chart.address if "limit=" in chart.address else f"{chart.address}{'&' if '?' in chart.address else '?'}limit=1000"
    assert client.get(whole).json()["items"] == json.loads(json.dumps(rows))
    answer = client.get(chart.csv)
    assert answer.headers["content-disposition"].startswith("attachment")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert [list(row) for row in found] == [list(row) for row in rows]
    assert parse_qs(urlsplit(chart.query_page).query) == {"q": [chart.sql]}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_as_json(client: httpx.Client, queries: MacroQueries, name: str) -> None:
    answer = client.get(f"/explorar/{name}.json")
    drawn = drawing(CHARTS[name], asked(queries, CHARTS[name]), "")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == json.loads(msgspec.json.encode(drawn))


def test_a_chart_is_kept_by_snapshot(client: httpx.Client) -> None:
    first = client.get("/explorar/generos.json")
    again = client.get("/explorar/generos.json", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.parametrize("name", ["estrenos-por-ano", "correlaciones", "sagas"])
def test_a_chart_as_svg(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/explorar/{name}.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    root = ET.fromstring(answer.content)  # noqa: S314 - made by the service itself
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 5
    assert "http" not in re.sub(r'xmlns(:xlink)?="[^"]*"', "", answer.text)
    assert client.get(f"/explorar/{name}.svg").content == answer.content


def test_spellings_of_one_address_are_one_picture(serve: Serve, made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    async def counted(form: str, spec: dict[str, Any] | None = None) -> bytes:
        drawn.append(form)
        return await process.made(form, spec)

    def counted_questions(queries: MacroQueries, chart: Chart) -> Answer:
        drawn.append(chart.name)
        return asked(queries, chart)

    monkeypatch.setattr(pictures, "made", counted)
    monkeypatch.setattr(routes, "asked", counted_questions)
    letters = "generos.svg"
    spellings = [f"{letters[:place]}%{ord(letters[place]):02x}{letters[place + 1 :]}" for place in range(len(letters))]
    addresses = ["/explorar/" + "/" * number + letters for number in range(5)] + [f"/explorar/{each}" for each in spellings]
    with serve(made_up, sql.ROOT) as client, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(client.get, addresses))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert drawn == ["generos", "svg"]


def test_who_does_not_wait_long_enough_finds_the_picture_later() -> None:
    async def crowd() -> None:
        drawn = Pictures(0.05)
        spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
        for found in await asyncio.gather(*(drawn.get("1", "a", spec) for _ in range(50)), return_exceptions=True):
            assert isinstance(found, TimeLimitError)
        [task] = drawn._pictures._made.values()
        picture = await task
        assert await drawn.get("1", "a", spec) is picture
        with pytest.raises(TimeLimitError):
            await drawn.get("2", "a", spec)

    asyncio.run(crowd())


def test_a_chart_with_nothing_to_draw(serve: Serve, made_up: Path, tmp_path: Path) -> None:
    path = Path(copy(made_up, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(path) as connection:
        for table in ("movies", "derived.film_details"):
            connection.execute(f"update {table} set budget = 0, revenue = 0")
    with serve(path, sql.ROOT) as client:
        missing = CHARTS["dinero-por-ano"].missing
        assert client.get("/explorar/dinero-por-ano.json").json() == {"reading": missing, "spec": None, "leads": []}
        answer = client.get("/explorar/dinero-por-ano.svg")
        assert (answer.status_code, answer.json()["detail"]) == (404, missing)
        assert "Ninguna película tiene presupuesto e ingresos de al menos 10\u202f000\u00a0US$." in client.get("/explorar").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/explorar/nada.json", 404),
        ("/explorar/generos", 404),
        ("/explorar/generos.png", 404),
        ("/explorar/vega-0.js", 404),
        ("/explorar/generos.svg?width=9", 400),
        ("/explorar/generos.svg?x=", 400),
    ],
)
def test_wrong_addresses(client: httpx.Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_names_every_chart_and_loads_only_what_the_service_has(client: httpx.Client) -> None:
    answer = client.get("/explorar")
    assert answer.status_code == 200
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert re.findall(r'data-chart="/explorar/([\w-]+)\.json"', answer.text) == list(CHARTS)
    loaded = re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]+)"', answer.text)
    assert len(loaded) > 4
    for address in loaded:
        assert address.startswith("/")
        assert client.get(address).status_code == 200
    [script] = [address for address in loaded if "vega" in address]
    assert client.get(script).headers["cache-control"].endswith("immutable")


def test_the_page_tells_what_stands_out(client: httpx.Client) -> None:
    text = client.get("/explorar").text
    [best] = client.get("/stats/returns?limit=1").json()["items"]
    [worst] = client.get("/stats/returns?sort=return&limit=1").json()["items"]
    assert f"costó es {best['title']} ({best['release_year']})" in unescape(text)
    assert f"la que menos, {worst['title']} ({worst['release_year']})" in unescape(text)
    suspicious = client.get("/quality/suspicious").json()["items"]
    assert len(suspicious) > 5
    assert f"Los primeros de cada clase, 5 de {len(suspicious)}." in text
    assert all(film["title"] in unescape(text) and film["evidence"] in text for film in suspicious[:5])


def test_files(made_up: Path, tmp_path: Path) -> None:
    place = tmp_path / "a" / "folder"
    done = subprocess.run(
        [sys.executable, "-m", "service.web.explore", str(made_up), str(place)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "explorar.html" in done.stdout
    assert {path.name for path in place.iterdir()} == {"explorar.html", *(f"{name}.png" for name in CHARTS)}
    for name in CHARTS:
        picture = (place / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20]) >= 1800
