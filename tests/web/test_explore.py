"""The charts of /explorar in a real browser: each draws marks, from the service and from the file of ``make eda``."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import sql
from service.web.explore.__main__ import write
from service.web.explore.sections import CHARTS
from tests.service.servers import running
from tests.web.conftest import Visit
from tests.web.reading import unreadable

MARKS = "svg .mark-rect > path, svg .mark-line > path, svg .mark-symbol > path"


@pytest.fixture(scope="module")
def made_up(made_up_folder: Path) -> Path:
    """The warehouse of a made-up catalogue, which has enough films for every chart."""
    return made_up_folder / "warehouse.duckdb"


@pytest.fixture(scope="module")
def site(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service over it."""
    with running(tmp_path_factory.mktemp("site"), made_up, sql_root=sql.ROOT) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    "options", [{}, {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}], ids=["wide", "phone"]
)
def test_every_chart_draws_marks(visit: Callable[..., Visit], options: dict[str, object]) -> None:
    page = visit(**options).go("/explorar")
    check_all(page)
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0


def test_charts_come_when_they_are_near(visit: Callable[..., Visit]) -> None:
    started = visit()
    asked: list[str] = []
    started.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page = started.go("/explorar")
    expect(page.locator("#estrenos-por-ano")).to_have_attribute("data-state", "drawn")
    assert "estrenos-por-ano.json" in asked
    assert "palabras.json" not in asked
    shown(page, "palabras")
    assert "palabras.json" in asked


def test_a_mark_tells_its_numbers(visit: Callable[..., Visit]) -> None:
    page = visit().go("/explorar")
    figure = shown(page, "estrenos-por-dia")
    figure.locator(MARKS).nth(4).hover()
    tip = page.locator("#vg-tooltip-element")
    expect(tip).to_be_visible()
    films, part = (tip.locator(".value").nth(place).text_content() or "" for place in (1, 2))
    assert tip.locator(".value").first.text_content() == "viernes"
    assert re.fullmatch(r"\d+", films)
    assert re.fullmatch(r"\d+,\d\u00a0%", part)


def test_the_drawing_says_the_sentence(visit: Callable[..., Visit]) -> None:
    page = visit().go("/explorar")
    figure = shown(page, "generos")
    sentence = figure.locator(".plot-reading").text_content()
    assert sentence
    drawing = figure.locator("[aria-roledescription=visualization]")
    assert drawing.get_attribute("aria-label") == f"Películas por género. {sentence}"


def test_the_theme_button_draws_in_other_colours(visit: Callable[..., Visit]) -> None:
    page = visit(color_scheme="light").go("/explorar")
    bar = shown(page, "estrenos-por-dia").locator(MARKS).first
    light = bar.get_attribute("fill")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(bar).not_to_have_attribute("fill", light or "")
    expect(page.locator("#estrenos-por-dia .plot-area svg")).to_have_count(1)


def test_a_bar_leads_to_its_page(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/explorar")
    figure = shown(page, "generos")
    first = figure.locator(".plot-leads a").first
    name, address = first.text_content() or "", first.get_attribute("href")
    figure.locator("svg .mark-rect > path").first.click()
    page.wait_for_url(f"**{address}")
    expect(page.locator("h1")).to_have_text(name)


def test_the_keyboard_gets_to_the_page_of_a_bar(visit: Callable[..., Visit]) -> None:
    page = visit().go("/explorar")
    figure = shown(page, "estrenos-por-ano")
    figure.locator(".plot-leads summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    bar = figure.locator(".plot-leads a").first
    expect(bar).to_be_focused()
    year = bar.text_content() or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/anio/{year}")
    expect(page.locator("h1")).to_have_text(year)


COUNTED_BY_LEADS = {"estrenos-por-ano", "voto-medio", "numero-de-votos", "popularidad", "generos", "paises", "sagas"}
"""Charts whose bars count all films of the pages that they lead to; the others count some of them."""


@pytest.mark.parametrize("name", [name for name, chart in CHARTS.items() if chart.leads])
def test_bars_lead_to_the_films_that_they_count(site: str, name: str) -> None:
    with httpx.Client(base_url=site, timeout=20) as client:
        drawn = client.get(f"/explorar/{name}.json").json()
        rows = {row["address"]: row for data in drawn["spec"]["datasets"].values() for row in data if "address" in row}
        leads = [lead["address"] for lead in drawn["leads"]]
        assert leads
        assert set(leads) <= rows.keys()
        for address in leads[:: max(1, len(leads) // 8)]:
            page = client.get(address, headers={"accept": "text/html"})
            assert page.status_code == 200, address
            if name in COUNTED_BY_LEADS:
                films = f"{rows[address]['films']:,}".replace(",", "\u202f")
                assert f">{films}\u00a0película" in page.text, address


def test_pictures_have_no_links(site: str) -> None:
    assert "<a " not in httpx.get(f"{site}/explorar/generos.svg", timeout=60).text


def test_downloads(visit: Callable[..., Visit]) -> None:
    page = visit().go("/explorar")
    figure = page.locator("#generos")
    with page.expect_download() as rows:
        figure.get_by_role("link", name="CSV").click()
    assert rows.value.path().read_text(encoding="utf-8-sig").startswith("genre_id,name,films")
    with page.expect_download() as picture:
        figure.get_by_role("link", name="SVG").click()
    assert picture.value.suggested_filename == "generos.svg"
    assert "<svg" in picture.value.path().read_text()


def test_a_chart_that_fails_can_be_asked_for_again(visit: Callable[..., Visit]) -> None:
    started = visit()
    started.page.route("**/estrenos-por-ano.json", lambda route: route.fulfill(status=503, body="{}"), times=1)
    page = started.go("/explorar")
    figure = page.locator("#estrenos-por-ano")
    expect(figure).to_have_attribute("data-state", "failed")
    assert started.faults
    started.faults.clear()
    figure.get_by_role("button", name="Volver a intentarlo").click()
    expect(figure).to_have_attribute("data-state", "drawn")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_it(visit: Callable[..., Visit], theme: str) -> None:
    page = visit(color_scheme=theme).go("/explorar")
    check_all(page)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert unreadable(page) == []


def test_the_file_draws_with_no_network(browser: Browser, made_up: Path, tmp_path: Path) -> None:
    html, *pictures = write(made_up, tmp_path)
    assert len(pictures) == len(CHARTS)
    context = browser.new_context(offline=True)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto(html.as_uri())
    check_all(page)
    assert page.locator("a[href^='/'], .plot-leads").count() == 0
    context.close()
    assert faults == []


def shown(page: Page, name: str) -> Locator:
    """A chart, scrolled into view and drawn."""
    figure = page.locator(f"#{name}")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "drawn")
    return figure


def check_all(page: Page) -> None:
    """Check that every chart has marks with an extent, and a sentence."""
    for name in CHARTS:
        figure = shown(page, name)
        assert figure.locator(MARKS).count() >= 4, name
        sizes = figure.locator(MARKS).evaluate_all("marks => marks.map(mark => mark.getBoundingClientRect().width)")
        assert max(sizes) > 1, name
        assert (figure.locator(".plot-reading").text_content() or "").endswith("."), name
        assert figure.evaluate("figure => figure.querySelector('svg').clientWidth <= figure.clientWidth"), name


def test_pictures_of_the_documentation(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """The pictures in README and docs; 'make pictures' has them written there."""
    folder = Path(os.environ.get("FILMOTECA_PICTURES", tmp_path))
    started = visit(viewport={"width": 1280, "height": 860})
    for name, address, last in (("inicio", "/", ".poster"), ("explorar", "/explorar", "#estrenos-por-ano[data-state=drawn]")):
        page = started.go(address)
        expect(page.locator(last).first).to_be_visible()
        page.screenshot(path=folder / f"{name}.png")
        # A blank page of this size has 5 KB.
        assert (folder / f"{name}.png").stat().st_size > 30_000
    assert started.faults == []
