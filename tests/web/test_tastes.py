"""The page of tastes: films that were seen, and lists of other sites with filters, faults and what was not found."""

import re
from collections.abc import Callable
from string import Formatter

import httpx
import pytest
from playwright.sync_api import Page, expect

from service.api.exports import DETAILS
from service.web.pages.imports import FAULTS
from tests.web.conftest import Visit
from tests.web.reading import unreadable
from tests.web.test_every_page import SIZES

HEADER = "Date,Name,Year,Letterboxd URI,Rating\n"
EXPORT = HEADER + ",Toy Story,1995,x,5\n,Toy Story 2,1999,y,2\n,Heta,1995,z,5\n,,,z,5\n"
IMPORT = "/gustos/importar"


def _titles(page: Page) -> list[str]:
    return page.get_by_role("region", name="Para usted").get_by_role("heading", level=3).all_inner_texts()


def _sent(client: httpx.Client, text: str | bytes, **fields: str) -> httpx.Response:
    return client.post(IMPORT, files={"export": ("list.csv", text)}, data=fields)


def _headings(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/pelicula/(\d+)"', html)


def test_what_was_seen_is_not_recommended_and_is_taken_back(visit: Callable[..., Visit]) -> None:
    page = visit().go("/gustos?likes=862")
    title = _titles(page)[1]
    page.get_by_role("link").filter(has_text=re.compile(f"Ya la he visto: {re.escape(title)}$")).click()
    page.wait_for_url("**/gustos?likes=862&seen=*")
    expect(page.locator(".chips.seen li")).to_contain_text([title])
    assert title not in _titles(page)
    form = page.get_by_role("form", name="Qué recomendar")
    form.get_by_label("Público").select_option("Familiar")
    form.get_by_role("button", name="Aplicar").click()
    page.wait_for_url("**&seen=*&family=true")
    assert title not in _titles(page)
    page.get_by_role("link", name=f"Quitar {title}").click()
    expect(page.locator(".chips.seen")).to_have_count(0)


def test_a_film_is_of_one_kind(client: httpx.Client) -> None:
    page = client.get("/gustos?likes=862&dislikes=862&dislikes=949&seen=949&seen=862&seen=863&seen=x").text
    chips = {kind: re.findall(rf'<ul class="chips {kind}">(.*?)</ul>', page, re.DOTALL) for kind in ("liked", "disliked", "seen")}
    films = {kind: re.findall(r"/pelicula/(\d+)", "".join(found)) for kind, found in chips.items()}
    assert films == {"liked": ["862"], "disliked": ["949"], "seen": ["863"]}
    assert "el id <bdi>x</bdi>" in page


@pytest.mark.parametrize(
    "fields",
    [{"genre": "Comedy"}, {"from_year": "2000"}, {"language": "es"}, {"family": "true"}, {"diversity": "1"}, {"novelty": "1"}],
)
def test_filters_work_with_a_list(client: httpx.Client, fields: dict[str, str]) -> None:
    query = "&".join(f"{name}={value}" for name, value in fields.items())
    wanted = _headings(client.get(f"/gustos?likes=862&seen=863&{query}").text)
    assert wanted
    assert _headings(_sent(client, EXPORT, **fields).text) == wanted
    assert wanted != _headings(_sent(client, EXPORT).text)


def test_filters_are_put_to_a_list_that_was_sent_before(visit: Callable[..., Visit]) -> None:
    page = visit().go(IMPORT)
    page.get_by_label("O pegue aquí su texto").fill(EXPORT)
    page.get_by_role("button", name="Enviar el texto").click()
    before = _titles(page)
    form = page.get_by_role("form", name="Qué recomendar")
    form.get_by_label("Género").select_option("Crimen")
    form.get_by_role("button", name="Aplicar").click()
    page.wait_for_load_state()
    expect(form.get_by_label("Género")).to_have_value("Crime")
    assert _titles(page)
    assert _titles(page) != before


def test_platforms_and_countries_are_offered_with_whose_data_they_are(client: httpx.Client) -> None:
    for page in (client.get("/gustos?likes=949").text, _sent(client, EXPORT).text):
        assert re.search(r'<select class="field" name="provider">.*?<option value="Disney Plus">', page, re.DOTALL)
        assert '<option value="ES">España</option>' in page
        assert "JustWatch" in page
    there = _headings(client.get("/gustos?likes=949&provider=Disney+Plus&region=ES").text)
    assert there
    known = client.get("/recommendations?likes=949&provider=Disney+Plus&region=ES&n=24", headers={"accept": "application/json"})
    assert there == [str(film["movie_id"]) for film in known.json()["items"]]


def test_what_was_not_found_has_near_titles(client: httpx.Client) -> None:
    answer = _sent(client, EXPORT)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    [unmatched] = re.findall(r'<ul class="unmatched">(.*?)</ul>', answer.text, re.DOTALL)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", unmatched))
    assert re.search(r"Heta \(1995\), línea 4\. ¿Será Heat \(1995\)", told)
    assert "Película sin título, línea 5" in told


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "layout": ("hola", "Envíe ratings.csv, diary.csv o watched.csv de Letterboxd"),
    "encoding": (HEADER.encode() + b",Am\xe9lie,2001,x,5\n", "no es texto en UTF-8"),
    "csv": (HEADER + ',"Heat,1995,x,5\n', "quizá falte una comilla"),
    "empty": (HEADER, "no tiene ninguna película"),
    "too_many": (HEADER + ",a,1995,x,5\n" * 10_001, "La lista tiene 10001 películas y caben 10000."),
    "width": (HEADER + ",Heat,1995\n", "La línea 2 tiene 3 valores y la primera, 5."),
    "users": ("userId,movieId,rating\n1,1,4\n2,1,4\n", "de varias personas"),
    "rating": (HEADER + ",Heat,1995,x,<b>\n", "La línea 2 tiene la nota «&lt;b&gt;», y aquí la más alta es 5."),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_wrong_with_a_list_is_said_in_spanish_beside_the_forms(client: httpx.Client, fault: str) -> None:
    text, told = BROKEN[fault]
    answer = _sent(client, text, genre="Comedy")
    assert answer.status_code == 400
    assert told in answer.text
    assert answer.text.count('name="export"') == 2
    assert answer.text.count('<input type="hidden" name="genre" value="Comedy">') == 2


def test_a_form_without_a_list_is_told_so(client: httpx.Client) -> None:
    answer = client.post(IMPORT, files={"other": ("a.csv", EXPORT)})
    assert answer.status_code == 400
    assert FAULTS["missing"] in answer.text


def test_every_fault_is_told_in_spanish_with_values_that_it_has() -> None:
    assert FAULTS.keys() == DETAILS.keys() == BROKEN.keys() | {"missing"}
    for fault, text in FAULTS.items():
        names, known = ({name for _, name, _, _ in Formatter().parse(told) if name} for told in (text, DETAILS[fault]))
        assert names <= known


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", [EXPORT, "hola"], ids=["understood", "broken"])
def test_everybody_can_read_what_became_of_a_list(visit: Callable[..., Visit], theme: str, text: str) -> None:
    started = visit(color_scheme=theme)
    page = started.go(IMPORT)
    page.get_by_label("O pegue aquí su texto").fill(text)
    page.get_by_role("button", name="Enviar el texto").click()
    page.wait_for_load_state()
    assert unreadable(page) == []
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, name
    if text == "hola":
        # A browser notes the status of the page itself as an error.
        started.faults.clear()
