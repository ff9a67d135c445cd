"""The page for questions in SQL: as answers over HTTP, and as people use it, in a real browser."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import duckdb
import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import sql
from service.query_page.routes import EXAMPLES, Example
from tests.service.servers import Running, running
from tests.web.conftest import Visit

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
YEARS = "select release_year, count(*) as films from movies group by release_year order by release_year"
ENDLESS = "select count(*) from range(10000000000) as a(i), range(1000) as b(j) where (i * j) % 7 = 3"
MANY = "select i, 'fila ' || i as text from range(250) as numbers(i)"
REFUSED = "select * from read_csv('/etc/passwd')"
WRONG = "select title\nfrom movies\nwhere tittle = 'x'"


@pytest.fixture(scope="module")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over the hand-made catalogue with the console on."""
    with running(tmp_path_factory.mktemp("query"), warehouse, sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "on"}) as server:
        yield server


@pytest.fixture(scope="module")
def site(server: Running) -> str:
    """The address of that service, for the browser of the other tests."""
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def hurried(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same with little patience."""
    settings = {"FILMOTECA_SQL": "on", "FILMOTECA_TIME_LIMIT": "1"}
    with running(tmp_path_factory.mktemp("hurried"), warehouse, sql_root=sql.ROOT, environment=settings) as server:
        yield server


@pytest.fixture(scope="module")
def off(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same with the console off."""
    with running(tmp_path_factory.mktemp("off"), warehouse, sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "off"}) as server:
        yield server


def _asked(server: Running, statement: str, more: str = "", part: str = "") -> httpx.Response:
    return server.ask(f"/consulta{part}?q={quote(statement)}{more}", **BROWSER)


def _cells(answer: httpx.Response) -> list[list[str]]:
    """The texts of the rows that a page shows, with their numbers."""
    body = re.search(r"<tbody>(.*?)</tbody>", answer.text, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.title for example in EXAMPLES])
def test_every_example_has_an_answer(server: Running, example: Example) -> None:
    answer = _asked(server, example.sql)
    assert answer.status_code == 200
    assert "<p data-summary>" in answer.text
    assert f'href="/consulta?q={quote(example.sql)}"' in answer.text


def test_values_are_shown_as_they_are(server: Running) -> None:
    statement = (
        "select 170141183460469231731687303715884105727 as huge, 0.1::double as fraction, 12.50::decimal(9, 2) as money, "
        "null as none, true as yes, date '1999-12-31' as day, ['á', '<b>'] as list, '' as empty, ' a  b ' as spaces, "
        "repeat('x', 1000) as long"
    )
    answer = _asked(server, statement)
    [[place, huge, fraction, money, none, yes, day, listed, empty, spaces, long]] = _cells(answer)
    assert (place, huge, fraction, money) == ("1", "170141183460469231731687303715884105727", "0.1", "12.50")
    assert (none, yes, day, listed) == ("NULL", "true", "1999-12-31", '["á","<b>"]')
    assert (empty, spaces) == ("", " a  b ")
    assert long == f"{'x' * 400}… 1\u202f000\u00a0caracteres"
    assert '<i class="query-null">NULL</i>' in answer.text
    assert '<td class="n">0.1</td>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("statement", "status", "heading", "message"),
    [
        (WRONG, 400, "La consulta no es correcta", "LINE 3: where tittle = 'x'\n              ^"),
        ("selec 1", 400, "La consulta no es correcta", "syntax error"),
        (REFUSED, 400, "Esta consulta no está permitida", "read_csv"),
        ("drop table movies", 400, "Esta consulta no está permitida", "Only a statement that reads"),
        ("select $a", 400, "La consulta tiene parámetros", "$a"),
        ("select repeat('x', 1_000_000) from range(50)", 400, "La consulta pide demasiado", "32 MB"),
    ],
)
def test_faults_are_those_of_the_console(server: Running, statement: str, status: int, heading: str, message: str) -> None:
    answer = _asked(server, statement.replace("\n", "\r\n"))
    assert answer.status_code == status
    text = unescape(answer.text)
    assert heading in text
    assert message in text
    assert server.ask(f"/sql?q={quote(statement)}").json()["detail"] in text
    assert f">\n{statement}</textarea>" in text


def test_what_takes_too_long_is_stopped(hurried: Running) -> None:
    answer = _asked(hurried, ENDLESS)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "La consulta tarda demasiado" in answer.text


def test_more_statements_than_may_wait_are_told(hurried: Running) -> None:
    with ThreadPoolExecutor(14) as threads:
        answers = list(threads.map(lambda _: _asked(hurried, ENDLESS, part="/resultado"), range(14)))
    assert {answer.status_code for answer in answers} == {503}
    assert any("Otras consultas ocupan el servicio" in answer.text for answer in answers)


def test_a_statement_may_be_too_long(server: Running) -> None:
    answer = _asked(server, f"select '{'x' * 15_000}'")
    assert answer.status_code == 200
    answer = _asked(server, f"select '{'x' * 17_000}'")
    assert answer.status_code == 414


def test_an_answer_has_parts(server: Running) -> None:
    first, last = _asked(server, MANY), _asked(server, MANY, "&pagina=3")
    assert [row[0] for row in _cells(first)] == [str(place) for place in range(1, 101)]
    assert _cells(last)[-1] == ["250", "249", "fila 249"]
    assert len(_cells(last)) == 50
    assert "Filas 201 a 250 de 250" in last.text
    assert _cells(_asked(server, MANY, "&pagina=99")) == _cells(last)
    wide = _asked(server, f"select {', '.join(f'i as c{number}' for number in range(200))} from range(250) as numbers(i)")
    assert len(_cells(wide)) == 20


def test_an_answer_that_is_cut_says_so(server: Running) -> None:
    answer = _asked(server, "select i from range(20000) as numbers(i)", "&pagina=100")
    assert "10\u202f000\u00a0filas, y hay más" in answer.text
    assert "tienen hasta 100\u202f000" in answer.text
    assert _cells(answer)[-1] == ["10000", "9999"]


def test_an_answer_without_rows_says_so(server: Running) -> None:
    assert "Ninguna fila cumple" in _asked(server, "from movies where false").text


@pytest.mark.parametrize("query", ["pagina=0", "pagina=x", "pagina=1.5", "unknown=1", "q=select+1&q=select+2", "q=%FF"])
def test_an_address_without_meaning_is_told(server: Running, query: str) -> None:
    answer = server.ask(f"/consulta?{query}", **BROWSER)
    assert answer.status_code == 400
    assert "Esta dirección no se entiende" in answer.text


def test_the_part_is_the_same_as_in_the_page(server: Running) -> None:
    part, page = _asked(server, YEARS, part="/resultado"), _asked(server, YEARS)
    assert _cells(part) == _cells(page)
    assert "<html" not in part.text


def test_while_the_console_is_off_the_page_says_how_to_turn_it_on(off: Running) -> None:
    answer = off.ask("/consulta", **BROWSER)
    assert answer.status_code == 200
    assert "FILMOTECA_SQL=on" in answer.text
    assert "<textarea" not in answer.text
    asked = _asked(off, YEARS)
    assert asked.status_code == 404
    assert "FILMOTECA_SQL=on" in asked.text
    assert YEARS in asked.text
    assert _cells(asked) == []


def test_while_there_is_no_warehouse_the_page_asks_again(tmp_path: Path) -> None:
    with running(tmp_path, tmp_path / "none.duckdb", sql_root=sql.ROOT, environment={"FILMOTECA_SQL": "on"}) as server:
        for answer in (server.ask("/consulta", **BROWSER), _asked(server, YEARS)):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert "El almacén se está preparando" in answer.text
        assert "El almacén no está listo" in _asked(server, YEARS, part="/resultado").text


def test_the_schema_is_that_of_the_warehouse(server: Running, connection: duckdb.DuckDBPyConnection) -> None:
    text = server.ask("/consulta", **BROWSER).text.partition('id="esquema"')[2]
    entries = dict(re.findall(r'<li data-entry="([^"]+)">(.*?)(?=<li data-entry|</aside>)', text, re.DOTALL))
    tables = connection.execute("select table_name, comment from duckdb_tables() where not internal").fetchall()
    macros = connection.execute(
        "select function_name, parameters from duckdb_functions() where database_name = current_database() and not internal"
    ).fetchall()
    assert set(entries) == {name for name, _ in tables} | {name for name, _ in macros} | {
        name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()
    }
    assert 'data-insert="&#34;cast&#34;"' in entries["cast"]
    assert 'data-insert="recomendacion()"' in entries["recomendacion"]
    assert "(titulo VARCHAR, anio INTEGER, n INTEGER)" in entries["recomendacion"]
    columns = re.findall(r'data-column="([^"]+)"', entries["ratings"])
    assert columns == [name for name, *_ in connection.execute("describe ratings").fetchall()]
    [(comment,)] = connection.execute("select comment from duckdb_tables() where table_name = 'movies'").fetchall()
    assert comment in unescape(text)


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
    expect(schema.get_by_role("button", name="billing_order")).to_be_visible()
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
    page.get_by_role("complementary").get_by_role("button", name="actor_totals").click()
    expect(editor).to_have_value("select 1 actor_totals")
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
    "answer": f"/consulta?q={quote('from film_details order by movie_id')}",
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
    assert not [found for found in Axe().run(page).response["violations"] if found["impact"] in {"serious", "critical"}]
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_everybody_can_read_it(visit: Callable[..., Visit], address: str, theme: str) -> None:
    started = visit(color_scheme=theme)
    page = started.go(address)
    if address == ADDRESSES["chart"]:
        expect(page.locator("[data-chart-area] svg")).to_be_visible(timeout=30_000)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    violations = Axe().run(page).response["violations"]
    serious = [
        (violation["id"], violation["help"], [node["html"] for node in violation["nodes"]][:5])
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    if address == ADDRESSES["wrong"]:
        _expected(started, 400)
