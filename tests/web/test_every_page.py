"""What holds for every page, in a real browser: nothing fails, nothing overflows, and everybody can read it."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Visit
from tests.web.reading import unreadable

PAGES = [
    "/",
    "/pelicula/862",
    "/pelicula/862?region=MX",
    "/pelicula/990006",
    "/pelicula/990007",
    "/pelicula/990001",
    "/pelicula/862/reparto",
    "/pelicula/990005/reparto",
    "/persona/31",
    "/persona/990101",
    "/saga/10194",
    "/productora/3",
    *("/genero", "/pais", "/idioma", "/decada", "/saga", "/productora", "/palabra", "/persona"),
    "/persona?name__contains=zzzzzz",
    "/genero/18",
    "/genero/18?title__contains=zzz&runtime__gte=1",
    "/pais/US",
    "/idioma/es",
    "/palabra/4290",
    "/anio/1995",
    "/decada/2000",
    "/peliculas",
    "/buscar",
    "/buscar?q=toy",
    "/buscar?q=zzzzzzzz",
    "/gustos",
    "/gustos?likes=862&likes=238",
    "/gustos?likes=862&likes=1&likes=x",
    "/gustos?likes=862&dislikes=238&genre=Animation&from_year=1990&language=en&family=true&diversity=0.5&novelty=0.3",
    "/gustos?likes=862&seen=863&seen=238",
    "/gustos/importar",
    "/gustos/importar?genre=Comedy",
    "/data-quality",
]

SIZES = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
    "small phone": {"width": 320, "height": 640},
}


NO_PAGES = ["/toy-stori", "/genero/18?unknown=1"]
"""Addresses that are answered by a page with an error."""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_fails_and_nothing_overflows_and_everybody_can_read_it(visit: Callable[..., Visit], address: str) -> None:
    started = visit()
    page = started.go(address)
    assert page.locator("h1").count() == 1
    assert page.title().endswith(" · Filmoteca")
    assert unreadable(page) == []
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, name


@pytest.mark.parametrize("address", PAGES)
def test_everybody_can_read_it_in_the_dark(visit: Callable[..., Visit], address: str) -> None:
    assert unreadable(visit(color_scheme="dark").go(address)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", NO_PAGES)
def test_everybody_can_read_what_is_wrong(visit: Callable[..., Visit], address: str, theme: str) -> None:
    started = visit(color_scheme=theme)
    assert unreadable(started.go(address)) == []
    # A browser notes the status of the page itself as an error.
    started.faults.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_read_the_documentation(visit: Callable[..., Visit], theme: str) -> None:
    page = visit(color_scheme=theme, viewport=SIZES["small phone"]).go("/docs")
    expect(page.locator(".opblock-tag").first).to_be_visible()
    assert unreadable(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    tag = page.locator(".opblock-tag", has_text="recommendations")
    assert tag.locator("small").bounding_box()["width"] > 150  # type: ignore[index]


@pytest.mark.parametrize("title", ["<script>alert('hi')</script>", "ليلة هادئة", "😀 Happy Days", 'The "Quoted" Film'])
def test_titles_are_text(visit: Callable[..., Visit], title: str) -> None:
    started = visit()
    page = started.go(f"/buscar?q={quote(title)}")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    page.wait_for_url("**/pelicula/*")
    assert page.locator("h1").text_content() == title
    assert page.locator("h1").get_attribute("dir") == "auto"
    page.get_by_role("link", name="Me gusta").click()
    expect(page.get_by_role("link", name=f"Quitar {title}")).to_have_count(1)
    assert dialogs == []


def test_a_title_from_right_to_left_is_written_so(visit: Callable[..., Visit]) -> None:
    page = visit().go("/pelicula/990007")
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading).direction") == "rtl"


def test_a_poster_that_does_not_load_leaves_a_drawn_one(visit: Callable[..., Visit]) -> None:
    started = visit()
    started.page.context.route("https://image.tmdb.org/**", lambda route: route.fulfill(status=404))
    page = started.go("/pelicula/862")
    page.wait_for_function("document.querySelectorAll('.film-head img').length === 0")
    assert page.locator(".film-head .poster-text").inner_text().split("\n")[0] == "Toy Story"
    assert page.locator(".film-head .poster").bounding_box()["height"] > 300  # type: ignore[index]
    started.faults.clear()


def test_a_theme_is_chosen_and_remembered(visit: Callable[..., Visit]) -> None:
    started = visit(color_scheme="light")
    page = started.go("/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Cambiar entre tema claro y oscuro").click()
    dark = page.evaluate(ground)
    assert light != dark
    started.go("/peliculas")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Cambiar entre tema claro y oscuro").click()
    assert page.evaluate(ground) == light


def test_nothing_jumps_while_a_page_loads(visit: Callable[..., Visit]) -> None:
    started = visit()
    started.page.add_init_script(
        "window.moved = 0; const add = (list) => { for (const shift of list.getEntries()) window.moved += shift.value; };"
        "new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });"
    )
    for address in ("/", "/pelicula/862", "/persona/31", "/genero/18", "/gustos?likes=862"):
        page = started.go(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.01, address
