"""Under the path of a proxy a browser asks nothing outside of it: what a script asks for shows only when it does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

import sql
from tests.service.servers import running
from tests.web.conftest import Visit


@pytest.fixture(scope="module")
def site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service under a path; the visits of these tests note every request outside of it as a fault."""
    environment = {"FILMOTECA_ROOT_PATH": "/cine", "FILMOTECA_SQL": "on"}
    with running(tmp_path_factory.mktemp("root"), warehouse, sql_root=sql.ROOT, environment=environment) as server:
        yield f"http://127.0.0.1:{server.port}/cine"


def test_from_a_search_to_recommendations(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/")
    page.get_by_role("combobox").first.press_sequentially("toy st", delay=20)
    page.get_by_role("option").filter(has_text="1995").first.click()
    page.wait_for_url("**/cine/pelicula/862")
    page.get_by_role("link", name="Me gusta").click()
    page.wait_for_url("**/cine/gustos?likes=862")
    page.get_by_role("combobox", name="Añadir una película que le guste").press_sequentially("godfather", delay=20)
    page.get_by_role("option").filter(has_text="1972").first.click()
    page.wait_for_url("**/cine/gustos?likes=862&likes=238")
    started.go("/pelicula/155")
    page.get_by_role("link", name="Me gusta: añadir a mis gustos").click()
    page.wait_for_url("**/cine/gustos?likes=862&likes=238&likes=155")
    page.get_by_role("link", name="Quitar Toy Story").click()
    page.wait_for_url("**/cine/gustos?likes=238&likes=155")


def test_forms_and_parts_of_lists(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/peliculas")
    page.get_by_role("link", name="Más películas").click()
    page.wait_for_url("**/cine/peliculas?cursor=*")
    page.get_by_text("Filtros y orden").click()
    page.get_by_label("Género").select_option("Drama")
    page.get_by_role("button", name="Aplicar").click()
    page.wait_for_url("**/cine/peliculas?genres__contains=Drama*")
    page.get_by_text("Filtros y orden").click()
    page.get_by_role("link", name="Quitar filtros").first.click()
    page.wait_for_url("**/cine/peliculas")


def test_charts(visit: Callable[..., Visit]) -> None:
    page = visit().go("/explorar")
    figure = page.locator("[data-chart]").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "drawn")
    figure.get_by_role("link", name="Ver la consulta").click()
    page.wait_for_url("**/cine/consulta?q=*")


def test_statements(visit: Callable[..., Visit]) -> None:
    page = visit().go("/consulta")
    editor = page.get_by_role("textbox", name="La consulta")
    editor.fill("select i, i * i as n from range(300) t(i)")
    editor.press("Control+Enter")
    expect(page.locator("#resultado [data-summary]")).to_contain_text("300\u00a0filas")
    assert page.url.partition("/cine")[2].startswith("/consulta?q=")
    page.get_by_role("link", name="Siguiente").click()
    expect(page.locator("#resultado tbody tr").first.locator("td")).to_have_text(["101", "100", "10000"])
    page.get_by_text("Gráfico").click()
    page.get_by_role("button", name="Dibujar").click()
    expect(page.locator("[data-chart-area] svg")).to_be_visible()


def test_documentation(visit: Callable[..., Visit]) -> None:
    page = visit().go("/docs")
    page.locator("#operations-tag-brief").click()
    page.locator("#operations-brief-votos_titulo summary, #operations-brief-votos_titulo button").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".request-url")).to_contain_text("/cine/votos_titulo/")
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
