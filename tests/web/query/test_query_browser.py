"""The page for questions in SQL: as people use it, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.service.servers import Running
from tests.web.conftest import Visit
from tests.web.query.statements import ENDLESS, MANY, REFUSED, WRONG, YEARS
from tests.web.reading import unreadable


def _ran(page: Page) -> None:
    """Wait for the answer to what was asked last."""
    expect(page.locator("#resultado")).not_to_have_attribute("aria-busy", "true", timeout=10_000)
    expect(page.locator("#resultado [data-summary]")).to_be_visible()


def _run(page: Page, statement: str) -> None:
    editor = page.get_by_role("textbox", name="La consulta")
    editor.fill(statement)
    editor.press("Control+Enter")
    _ran(page)


def _expected(started: Visit, status: int) -> None:
    """A browser notes the status of what it asked for as an error, which it is not here."""
    assert started.faults
    assert all(f"status of {status}" in fault for fault in started.faults)
    started.faults.clear()


def test_a_statement_runs_and_its_address_can_be_shared(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/consulta")
    _run(page, "select title, vote_count from movies\norder by vote_count desc limit 3")
    assert parse_qs(urlsplit(started.place).query) == {
        "q": ["select title, vote_count from movies\norder by vote_count desc limit 3"]
    }
    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.locator("[data-said]")).to_contain_text("3\u00a0filas")
    shown = page.locator("tbody").inner_text()
    other = visit().go(started.place)
    assert other.locator("tbody").inner_text() == shown
    expect(other.get_by_role("textbox", name="La consulta")).to_have_value(
        re.compile(r"^select title, vote_count from movies\norder")
    )
    page.go_back()
    expect(page.get_by_role("row")).to_have_count(0)
    expect(page.get_by_role("textbox", name="La consulta")).to_have_value("")
    page.go_forward()
    _ran(page)
    assert page.locator("tbody").inner_text() == shown


def test_the_address_is_copied(visit: Callable[..., Visit]) -> None:
    started = visit(permissions=["clipboard-read", "clipboard-write"])
    page = started.go("/consulta")
    page.get_by_role("textbox", name="La consulta").fill("select 1 + 1 as two")
    page.get_by_role("button", name="Copiar la dirección").click()
    expect(page.get_by_role("button", name="Dirección copiada")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    assert page.locator("tbody").inner_text().split() == ["1", "2"]


@pytest.mark.parametrize(("statement", "said"), [(WRONG, "Referenced column"), (REFUSED, "no está permitida")])
def test_faults_stand_in_the_page(visit: Callable[..., Visit], statement: str, said: str) -> None:
    started = visit()
    page = started.go("/consulta")
    _run(page, statement)
    expect(page.locator("#resultado")).to_contain_text(said)
    expect(page.get_by_role("textbox", name="La consulta")).to_be_focused()
    _expected(started, 400)
    _run(page, "select 42 as answer")
    expect(page.get_by_role("cell", name="42")).to_be_visible()


def test_a_statement_is_cancelled(visit: Callable[..., Visit]) -> None:
    page = visit().go("/consulta")
    page.get_by_role("textbox", name="La consulta").fill(ENDLESS)
    page.get_by_role("button", name="Ejecutar").click()
    page.get_by_role("button", name="Cancelar").click()
    expect(page.locator("#resultado")).to_have_text("Consulta cancelada.")
    expect(page.get_by_role("button", name="Cancelar")).to_be_hidden()
    _run(page, "select 42 as answer")
    expect(page.get_by_role("cell", name="42")).to_be_visible()


def test_without_scripts_the_form_does(visit: Callable[..., Visit]) -> None:
    started = visit(java_script_enabled=False)
    page = started.go("/consulta")
    page.get_by_role("textbox", name="La consulta").fill(MANY)
    page.get_by_role("button", name="Ejecutar").click()
    expect(page.get_by_role("row")).to_have_count(101)
    page.get_by_role("link", name="Siguiente").click()
    expect(page.locator("tbody tr").first).to_contain_text("fila 100")
    page.get_by_text("Ejemplos", exact=True).click()
    page.get_by_role("link", name="Cuántas se estrenan en enero").click()
    expect(page.locator("tbody tr")).to_contain_text(["enero"])
    for name in ("Dibujar", "Copiar la dirección", "Cancelar"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    started.go(f"/consulta?q={quote(WRONG)}")
    expect(page.get_by_role("region", name="Mensaje")).to_contain_text("LINE 3: where tittle")
    _expected(started, 400)


@pytest.mark.parametrize("name", ["JSON", "NDJSON", "CSV", "Parquet", "Arrow"])
def test_answers_are_downloaded(visit: Callable[..., Visit], tmp_path: Path, name: str) -> None:
    page = visit().go(f"/consulta?q={quote(YEARS)}")
    films = page.locator("tbody td:nth-child(3)").all_inner_texts()
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    suffix = {"Arrow": "arrows"}.get(name, name.lower())
    assert started.value.suggested_filename in {f"consulta.{suffix}", f"answer.{suffix}"}
    place = tmp_path / f"answer.{suffix}"
    started.value.save_as(place)
    match name:
        case "JSON":
            found = duckdb.execute("select unnest(rows)[2]::integer from read_json($1)", [str(place)]).fetchall()
        case "Arrow":
            pyarrow = pytest.importorskip("pyarrow")
            with pyarrow.ipc.open_stream(place.read_bytes()) as stream:
                found = [(value,) for value in stream.read_all()["films"].to_pylist()]
        case _:
            found = duckdb.execute(f"select films from '{place}'").fetchall()
    assert [str(value) for (value,) in found] == films[: len(found)]
    assert len(found) >= len(films) > 10


def test_names_are_found_and_inserted(visit: Callable[..., Visit]) -> None:
    page = visit().go("/consulta")
    editor = page.get_by_role("textbox", name="La consulta")
    editor.fill("from")
    schema = page.get_by_role("complementary")
    schema.get_by_role("searchbox").fill("recomendacion")
    expect(schema.get_by_role("button", name="movies", exact=True)).to_have_count(0)
    schema.get_by_role("button", name="recomendacion", exact=True).click()
    page.keyboard.type("'Toy Story'")
    expect(editor).to_have_value("from recomendacion('Toy Story')")
    editor.press("Control+Enter")
    _ran(page)
    editor.fill("select * from ")
    schema.get_by_role("searchbox").fill("billing")
    expect(schema.get_by_role("button", name="billing_order").first).to_be_visible()
    expect(schema.get_by_role("button", name="credit_id")).to_have_count(0)
    schema.get_by_role("button", name="cast", exact=True).click()
    expect(editor).to_have_value('select * from "cast"')
    page.keyboard.press("Control+z")
    expect(editor).to_have_value("select * from ")
    schema.get_by_role("searchbox").fill("zzzz")
    expect(schema).to_contain_text("0 coincidencias")


def test_examples_and_parts_come_without_leaving_the_page(visit: Callable[..., Visit]) -> None:
    page = visit().go("/consulta")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Cuántas películas hay de cada año").click()
    _ran(page)
    expect(page.get_by_role("textbox", name="La consulta")).to_have_value(re.compile("^select release_year"))
    _run(page, MANY)
    page.get_by_role("link", name="Última").click()
    expect(page.locator("tbody tr").last).to_contain_text("fila 249")
    expect(page.get_by_role("heading", name="Respuesta")).to_be_focused()
    page.get_by_role("link", name="Anterior").click()
    expect(page.locator("tbody tr").last).to_contain_text("fila 199")
    assert page.evaluate("window.stayed")


@pytest.mark.parametrize(
    ("kind", "marks"), [("Barras", ".mark-rect path"), ("Líneas", ".mark-line path"), ("Puntos", ".mark-symbol path")]
)
def test_an_answer_is_drawn(visit: Callable[..., Visit], kind: str, marks: str) -> None:
    started = visit()
    statement = """select 'día.' || i as "a.b[0]", i * 2 + 1 as "y's <b>", null as none from range(12) as numbers(i)"""
    page = started.go(f"/consulta?q={quote(statement)}")
    page.get_by_text("Gráfico", exact=True).click()
    page.get_by_label("Forma").select_option(kind)
    page.get_by_label("Eje horizontal").select_option("a.b[0]")
    page.get_by_label("Eje vertical").select_option("y's <b>")
    page.get_by_role("button", name="Dibujar").click()
    drawing = page.locator("[data-chart-area] svg")
    expect(drawing).to_be_visible(timeout=30_000)
    assert drawing.locator(marks).count() == (1 if kind == "Líneas" else 12)
    expect(drawing).to_contain_text("y's <b>")
    expect(page.locator("[data-chart-said]")).to_contain_text("12 filas")
    other = visit().go(started.place)
    expect(other.locator(f"[data-chart-area] {marks}").first).to_be_visible(timeout=30_000)
    title = other.locator("[data-chart-area] svg .role-axis-title text").first
    light = title.get_attribute("fill") or ""
    other.get_by_role("button", name="Cambiar entre tema claro y oscuro").click()
    expect(title).not_to_have_attribute("fill", light)


def test_long_answers_are_drawn_in_part_and_values_that_are_missing_left_out(visit: Callable[..., Visit]) -> None:
    statement = "select 'n' || i as name, if(i < 10, null, i) as value from range(100) as numbers(i)"
    page = visit().go(f"/consulta?q={quote(statement)}&grafico=barras&x=name&y=value")
    expect(page.locator("[data-chart-said]")).to_have_text(
        "Barras: value según name, 60 filas. Se dibujan las primeras de 90. Sin valor: 10.", timeout=30_000
    )
    assert page.locator("[data-chart-area] .mark-rect path").count() == 60


def test_more_bars_than_can_be_told_apart_become_a_line_where_they_have_an_order(visit: Callable[..., Visit]) -> None:
    statement = "select i as n, i * i as value from range(100) as numbers(i)"
    page = visit().go(f"/consulta?q={quote(statement)}&grafico=barras&x=n&y=value")
    expect(page.locator("[data-chart-said]")).to_have_text(
        "Línea: value según n, 100 filas. Más de 60 barras no se distinguen: se dibuja una línea.", timeout=30_000
    )
    assert page.locator("[data-chart-area] .mark-line path").count() == 1
    assert page.locator("[data-chart-area] .mark-rect path").count() == 0
    few = statement.replace("100", "60")
    page = visit().go(f"/consulta?q={quote(few)}&grafico=barras&x=n&y=value")
    expect(page.locator("[data-chart-said]")).to_have_text("Barras: value según n, 60 filas.", timeout=30_000)
    assert page.locator("[data-chart-area] .mark-rect path").count() == 60


def test_the_keyboard_is_enough_and_never_caught(visit: Callable[..., Visit]) -> None:
    page = visit().go("/consulta")
    editor = page.get_by_role("textbox", name="La consulta")
    run = page.get_by_role("button", name="Ejecutar")
    page.get_by_role("button", name="Cambiar entre tema claro y oscuro").focus()
    page.keyboard.press("Tab")
    expect(editor).to_be_focused()
    page.keyboard.press("Tab")
    expect(run).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("select 6 * 7 as answer,")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("1 as one")
    expect(editor).to_have_value("select 6 * 7 as answer,\n    1 as one")
    page.keyboard.press("Control+a")
    page.keyboard.press("Tab")
    expect(editor).to_have_value("    select 6 * 7 as answer,\n        1 as one")
    page.keyboard.press("Shift+Tab")
    expect(editor).not_to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(run).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.type(" ")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(run).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("select 6 * 7 as answer")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("cell", name="42")).to_be_visible()


def test_a_link_in_the_page_leaves_alone_what_is_being_written(visit: Callable[..., Visit]) -> None:
    page = visit(viewport={"width": 390, "height": 800}).go(f"/consulta?q={quote(YEARS)}")
    editor = page.get_by_role("textbox", name="La consulta")
    editor.fill("select 1")
    page.get_by_role("link", name="Tablas y macros").click()
    page.get_by_role("complementary").get_by_role("button", name="movie_genres").click()
    expect(editor).to_have_value("select 1 movie_genres")
    expect(editor).to_be_in_viewport()


HOSTILE = "<img src=x onerror=alert(1)>"
HOSTILE_NAME = "</script><script>alert(2)</script>"


def test_hostile_values_are_text(visit: Callable[..., Visit]) -> None:
    started = visit()
    dialogs: list[str] = []
    started.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    statement = f"""select '{HOSTILE}' as "{HOSTILE}", 1 as "{HOSTILE_NAME}" union all select title, 2 from movies order by 2"""
    page = started.go(f"/consulta?q={quote(statement)}&grafico=barras&x={quote(HOSTILE)}&y={quote(HOSTILE_NAME)}")
    expect(page.locator("[data-chart-area] svg")).to_be_visible(timeout=30_000)
    expect(page.locator("tbody tr").first).to_contain_text(HOSTILE)
    page.locator("[data-chart-area] .mark-rect path").first.hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text(HOSTILE)
    _run(page, statement)
    expect(page.locator("tbody tr").first).to_contain_text(HOSTILE)
    assert page.locator("main img").count() == 0
    assert dialogs == []


ADDRESSES = {
    "nothing": "/consulta",
    "answer": f"/consulta?q={quote('from derived.film_details order by movie_id')}",
    "parts": f"/consulta?q={quote(MANY)}&pagina=2",
    "chart": f"/consulta?q={quote(YEARS)}&grafico=lineas&x=release_year&y=films",
    "wrong": f"/consulta?q={quote(WRONG)}",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_nothing_overflows(visit: Callable[..., Visit], address: str) -> None:
    started = visit()
    page = started.go(address)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
    if address == ADDRESSES["wrong"]:
        _expected(started, 400)


def test_everybody_can_read_how_to_turn_the_console_on(browser: Browser, off: Running) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{off.port}/consulta?q={quote(YEARS)}")
    assert unreadable(page) == []
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_everybody_can_read_it(visit: Callable[..., Visit], address: str, theme: str) -> None:
    started = visit(color_scheme=theme)
    page = started.go(address)
    if address == ADDRESSES["chart"]:
        expect(page.locator("[data-chart-area] svg")).to_be_visible(timeout=30_000)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert unreadable(page) == []
    if address == ADDRESSES["wrong"]:
        _expected(started, 400)
