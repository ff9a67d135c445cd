"""What is seen of a page without scrolling, on a phone, and what its charts and its navigation lead to."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.conftest import Visit

PHONE = {"width": 390, "height": 844}

LISTS = [
    *("/persona/31", "/saga/10194", "/productora/3", "/genero/18", "/pais/US", "/idioma/en", "/palabra/4290"),
    *("/anio/1995", "/decada/1990", "/peliculas", "/peliculas?release_year__gte=1990"),
]


@pytest.mark.parametrize("address", LISTS)
def test_the_first_film_is_on_the_first_screen_of_a_phone(visit: Callable[..., Visit], address: str) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True).go(address)
    box = page.locator(".film-card").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]
    expect(page.locator("select[name=sort]")).to_be_hidden()


@pytest.mark.parametrize("address", ["/genero", "/persona", "/pais"])
def test_the_first_group_is_on_the_first_screen_of_a_phone(visit: Callable[..., Visit], address: str) -> None:
    box = visit(viewport=PHONE).go(address).locator(".results li").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_the_whole_navigation_is_seen(visit: Callable[..., Visit], width: int) -> None:
    page = visit(viewport={"width": width, "height": 700}).go("/peliculas")
    places = [link.bounding_box() for link in page.locator(".site-nav a:visible").all()]
    assert len(places) >= 5
    assert all(place and place["x"] >= 0 and place["x"] + place["width"] <= width for place in places)
    assert len({place["y"] for place in places if place}) == 1


def test_the_cast_and_the_crew_have_a_page(client: httpx.Client, visit: Callable[..., Visit]) -> None:
    page = visit().go("/pelicula/862")
    page.get_by_role("link", name="Todo el reparto y el equipo").click()
    page.wait_for_url("**/pelicula/862/reparto")
    expect(page.get_by_role("region", name="Reparto")).to_contain_text("(voz)")
    expect(page.get_by_role("region", name="Dirección", exact=True)).to_contain_text("John Lasseter")
    cast = client.get("/movies/862/cast", params={"total": "true"}, headers={"accept": "application/json"}).json()["total"]
    assert page.get_by_role("region", name="Reparto").get_by_role("listitem").count() == cast
    assert client.get("/pelicula/1/reparto").status_code == 404
    assert client.get("/pelicula/x/reparto").status_code == 404


@pytest.mark.parametrize("address", ["/genero/18", "/decada/1990", "/genero/18?vote_count__gte=10"])
def test_a_bar_leads_to_its_films(client: httpx.Client, address: str) -> None:
    chart = client.get(address).text
    bars = re.findall(r'<a href="([^"]+)#films" aria-label="[^"]*"><title>[^<]*: ([\d\u202f]+)\u00a0pel', chart)
    assert bars
    for bar, films in bars:
        assert f"{films}\u00a0película" in client.get(bar.replace("&amp;", "&")).text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_documentation_is_as_light_or_dark_as_the_pages(visit: Callable[..., Visit], theme: str) -> None:
    started = visit(color_scheme=theme)
    page = started.go("/docs")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    is_dark = "document.documentElement.classList.contains('dark-mode')"
    expect(page.locator(".swagger-ui .info")).to_be_visible()
    shown = page.evaluate(ground)
    assert page.evaluate(is_dark) == (theme == "dark")
    started.go("/")
    page.get_by_role("button", name="Cambiar entre tema claro y oscuro").click()
    started.go("/docs")
    assert page.evaluate(is_dark) == (theme != "dark")
    assert page.evaluate(ground) != shown
