"""Ways through the site, as people take them, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Visit


def _typed(page: Page, text: str) -> None:
    """Type into the first search box and wait for what it suggests for the whole text, not for its beginning."""
    page.get_by_role("combobox").first.press_sequentially(text, delay=20)
    expect(page.locator("[role=listbox][aria-busy=false]")).to_be_visible()
    expect(page.get_by_role("option").first).to_be_visible()


def test_from_a_search_to_a_film_a_recommendation_and_a_person(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/")
    _typed(page, "toy st")
    page.get_by_role("option").filter(has_text="1995").first.click()
    page.wait_for_url("**/pelicula/862")
    expect(page.locator("h1")).to_have_text("Toy Story")
    expect(page.get_by_text("30 de octubre de 1995")).to_be_visible()
    recommended = page.get_by_role("region", name="Si le gusta, vea también").get_by_role("listitem")
    expect(recommended.first).to_contain_text("Misma saga: Toy Story")
    recommended.first.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"Toy Story [23]"))
    page.get_by_role("region", name="Reparto").get_by_role("link", name="Tom Hanks").click()
    page.wait_for_url("**/persona/31")
    expect(page.locator("h1")).to_have_text("Tom Hanks")
    known = page.get_by_role("region", name="Conocido por").locator(".film-title").all_inner_texts()
    assert known.index("Toy Story") < known.index("Toy Story 3") < known.index("Toy Story 2")
    page.get_by_text("Filtros y orden").click()
    page.get_by_label("Orden").select_option("Más recientes")
    page.get_by_role("button", name="Aplicar").click()
    newest = page.get_by_role("region", name="Filmografía").locator(".film-title")
    expect(newest).to_contain_text(["Toy Story 3", "Toy Story 2", "Toy Story"])


def test_a_series_goes_on_with_the_next_film_and_ends_with_the_earlier_ones(visit: Callable[..., Visit]) -> None:
    page = visit().go("/pelicula/862")
    following = page.get_by_role("region", name="Sigue la saga")
    expect(following.get_by_role("listitem")).to_have_count(1)
    following.get_by_role("link", name="Toy Story 2").click()
    following.get_by_role("link", name="Toy Story 3").click()
    page.wait_for_url("**/pelicula/10193")
    expect(following).to_contain_text("Es la última de la saga")
    expect(following.get_by_role("heading", level=3)).to_have_text(["Toy Story 2", "Toy Story"])
    page = visit().go("/pelicula/949")
    expect(page.get_by_role("region", name="Sigue la saga")).to_have_count(0)


def test_money_that_is_not_known_is_said_to_be_unknown(visit: Callable[..., Visit]) -> None:
    page = visit().go("/pelicula/990005")
    facts = page.get_by_role("region", name="Ficha")
    assert facts.locator("dt:text-is('Presupuesto') + dd").inner_text() == "desconocido"
    assert facts.locator("dt:text-is('Ingresos') + dd").inner_text() == "desconocidos"
    tiles = page.locator(".tiles").inner_text()
    assert tiles.count("sin datos") == 4
    assert "US$" not in tiles


def test_several_liked_films(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/pelicula/862")
    page.get_by_role("link", name="Me gusta").click()
    page.wait_for_url("**/gustos?likes=862")
    _typed_in = page.get_by_role("combobox", name="Añadir una película que le guste")
    _typed_in.press_sequentially("godfather", delay=20)
    page.get_by_role("option").filter(has_text="1972").first.click()
    page.wait_for_url("**/gustos?likes=862&likes=238")
    liked = page.locator(".liked li")
    expect(liked).to_have_count(2)
    shown = page.get_by_role("region", name="Para usted").get_by_role("heading", level=3).all_inner_texts()
    assert shown
    assert not {"Toy Story", "The Godfather"} & set(shown)
    # A film's page remembers what was chosen, and the address alone is enough for somebody else.
    started.go("/pelicula/155")
    page.get_by_role("link", name="Me gusta").click()
    page.wait_for_url("**/gustos?likes=862&likes=238&likes=155")
    page.get_by_role("link", name="Quitar The Godfather").click()
    page.wait_for_url("**/gustos?likes=862&likes=155")
    other = visit().go(started.place)
    expect(other.locator(".liked li")).to_have_count(2)
    other.get_by_role("link", name="También me gusta").first.click()
    expect(other.locator(".liked li")).to_have_count(3)


def _titles(page: Page) -> list[str]:
    return page.get_by_role("region", name="Para usted").get_by_role("heading", level=3).all_inner_texts()


def test_what_is_disliked_and_what_films_must_fit(visit: Callable[..., Visit]) -> None:
    page = visit().go("/gustos?likes=949")
    unwanted = next(title for title in _titles(page) if not title.startswith("Toy Story"))
    page.get_by_role("link").filter(has_text=re.compile(f"No me gusta: {re.escape(unwanted)}$")).click()
    expect(page.locator(".disliked li")).to_contain_text([unwanted])
    assert unwanted not in _titles(page)
    form = page.get_by_role("form", name="Qué recomendar")
    form.get_by_label("Público").select_option("Familiar")
    form.get_by_label("Hasta el año").fill("1999")
    form.get_by_role("button", name="Aplicar").click()
    page.wait_for_url("**/gustos?likes=949&dislikes=*&to_year=1999&family=true")
    assert {"Toy Story", "Toy Story 2"} <= set(_titles(page))
    assert "Toy Story 3" not in _titles(page)
    expect(form.get_by_label("Hasta el año")).to_have_value("1999")
    page.get_by_role("link").filter(has_text=re.compile("También me gusta: Toy Story$")).click()
    page.wait_for_url("**to_year=1999&family=true&likes=862")
    page.get_by_role("link", name="Quitar filtros").click()
    page.get_by_role("link", name=f"Quitar {unwanted}").click()
    page.wait_for_url("**/gustos?likes=949&likes=862")


def test_values_of_the_form_that_mean_nothing_are_left_out(visit: Callable[..., Visit]) -> None:
    page = visit().go("/gustos?likes=862&dislikes=862&dislikes=x&from_year=x&family=perhaps&diversity=7&novelty=0.5")
    expect(page.locator(".liked li")).to_have_count(1)
    expect(page.locator(".disliked")).to_have_count(0)
    expect(page.get_by_role("link", name="Quitar filtros")).to_have_count(0)
    assert _titles(page)


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_list_of_another_site_is_pasted_or_sent_as_a_file(visit: Callable[..., Visit], has_scripts: bool) -> None:
    export = "Date,Name,Year,Letterboxd URI,Rating\n,Toy Story,1995,x,5\n,Toy Story 2,1999,y,2\n,Nothing at all,1999,z,5\n"
    page = visit(java_script_enabled=has_scripts).go("/gustos")
    page.get_by_label("O pegue aquí su texto").fill(export)
    page.get_by_role("button", name="Enviar el texto").click()
    expect(page.locator("h1")).to_have_text("Su lista de Letterboxd")
    titles = _titles(page)
    assert titles
    assert not {"Toy Story", "Toy Story 2"} & set(titles)
    understood = page.get_by_role("region", name="Lo que se ha entendido")
    expect(understood).to_contain_text("Le gustan")
    expect(understood).to_contain_text("Ha visto")
    expect(understood).to_contain_text("Nothing at all")
    page.go_back()
    file = {"name": "ratings.csv", "mimeType": "text/csv", "buffer": export.encode()}
    page.get_by_label("Archivo CSV").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Enviar el archivo").click()
    expect(page.locator("h1")).to_have_text("Su lista de Letterboxd")
    assert _titles(page) == titles


def test_the_keyboard_is_enough(visit: Callable[..., Visit]) -> None:
    page = visit().go("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    _typed(page, "toy")
    options = page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("toy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    name = page.locator("[role=option][aria-selected=true] b").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_bars_of_a_chart_are_one_stop_of_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit().go("/genero/18")
    bars = page.locator("[data-bars] a")
    expect(page.locator("[data-bars] a[tabindex='0']")).to_have_count(1)
    bars.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    bar = bars.nth(bars.count() - 2)
    expect(bar).to_be_focused()
    expect(page.locator(".chart-summary")).to_have_text(bar.get_attribute("aria-label") or "")
    page.keyboard.press("Tab")
    expect(page.locator("[data-bars] a:focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(bar).to_be_focused()
    year = (bar.get_attribute("aria-label") or "").partition(":")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/genero/18?release_year__gte={year}&release_year__lte={year}#films")


def test_enter_in_the_text_shows_all_results(visit: Callable[..., Visit]) -> None:
    page = visit().go("/")
    _typed(page, "toy story")
    page.keyboard.press("Enter")
    page.wait_for_url("**/buscar?q=toy+story")
    expect(page.get_by_role("region", name="Películas")).to_contain_text("Toy Story 2")
    expect(page.get_by_role("region", name="Sagas")).to_contain_text("Toy Story")


def test_a_box_asks_for_what_was_typed_last(visit: Callable[..., Visit]) -> None:
    started = visit()
    asked: list[str] = []
    started.page.on("request", lambda request: asked.append(request.url) if "/search" in request.url else None)
    page = started.go("/")
    page.get_by_role("combobox").press_sequentially("godfather", delay=10)
    expect(page.get_by_role("option").first).to_contain_text("Godfather")
    series = page.get_by_role("option").filter(has_text="Saga: The Godfather")
    expect(series).to_contain_text("3 películas")
    expect(series).not_to_contain_text("Collection")
    assert 1 <= len(asked) < len("godfather")
    page.get_by_role("combobox").fill("")
    expect(page.get_by_role("option")).to_have_count(0)


def test_without_scripts_forms_and_links_do(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).go("/")
    page.get_by_role("searchbox").fill("godfather")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name="The Godfather", exact=False).first.click()
    expect(page.locator("h1")).to_contain_text("The Godfather")
    page.get_by_role("link", name="Me gusta").click()
    expect(page.locator(".liked li")).to_have_count(1)


def test_a_list_is_filtered_and_put_in_order(visit: Callable[..., Visit]) -> None:
    started = visit()
    page = started.go("/peliculas")
    page.get_by_text("Filtros y orden").click()
    page.get_by_label("Género").select_option("Animation")
    page.get_by_label("Desde el año").fill("2000")
    page.get_by_label("Orden").select_option("Por título")
    page.get_by_role("button", name="Aplicar").click()
    page.wait_for_url("**/peliculas?*")
    # Fields that are empty do not stand in the address.
    assert started.place == "/peliculas?genres__contains=Animation&release_year__gte=2000&sort=title"
    titles = page.locator(".film-title").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    assert "Toy Story 3" in titles
    assert "Toy Story" not in titles
    page.get_by_text("Filtros y orden").click()
    page.get_by_role("link", name="Quitar filtros").first.click()
    page.wait_for_url("**/peliculas")
    assert started.place == "/peliculas"


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_everything_without_scrolling_sideways(visit: Callable[..., Visit], width: int) -> None:
    started = visit(viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True)
    page = started.go("/")
    _typed(page, "toy st")
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.get_by_role("option").first.tap()
    expect(page.locator("h1")).to_contain_text("Toy Story")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
