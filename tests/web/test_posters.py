"""Drawn posters, and where pictures come from."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

import sql
from service.web.pages.posters import hue, longest_word
from tests.service.servers import running
from tests.web.conftest import Visit

BROKEN = """
() => [...document.querySelectorAll(".poster-text > span")].flatMap((title) => {
    const text = title.firstChild, range = document.createRange(), broken = [];
    for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}\'’]+/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word);
    }
    const room = title.parentElement.getBoundingClientRect().width + 1;
    return title.scrollWidth > room ? [...broken, `too wide: ${text.data}`] : broken;
})
"""
"""The words of titles on drawn posters that are broken or cut."""

WORDS = ("Intouchables", "Extraterrestrial", "Koyaanisqatsi", "Transsiberian", "WWWWWWWW", "Mr. Smith", "X")


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
@pytest.mark.parametrize("address", ["/", "/peliculas", "/pelicula/862", "/persona/31"])
def test_no_word_of_a_drawn_poster_is_broken(visit: Callable[..., Visit], address: str, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}).go(address)
    assert page.locator(".poster-text > span").count() > 0
    assert page.evaluate(BROKEN) == []
    # The titles here are short ones: others stand in their places.
    for word in WORDS:
        letters = longest_word(word)
        page.evaluate(
            """([word, letters]) => { for (const text of document.querySelectorAll(".poster-text")) {
                text.style.setProperty("--word", letters); text.querySelector("span").textContent = word; } }""",
            [word, letters],
        )
        assert page.evaluate(BROKEN) == [], word


def test_a_film_has_the_colour_of_what_says_most_of_it() -> None:
    assert abs(hue({"movie_id": 1, "genres": ["Drama", "Horror"]}) - 350) < 20
    assert abs(hue({"movie_id": 1, "genres": [{"genre_id": 18, "name": "Drama"}]}) - 215) < 20
    assert abs(hue({"movie_id": 1, "genres": None}) - 30) < 20
    assert hue({"movie_id": 1}) != hue({"movie_id": 2})


@pytest.mark.parametrize(
    ("title", "letters"), [("Intouchables", 13), ("spider-man", 6), ("", 1), ("七人の侍", 1), ("cours, lola, cours", 6)]
)
def test_the_longest_word_of_a_title(title: str, letters: int) -> None:
    assert longest_word(title) == letters


def test_a_mirror_can_have_the_pictures(warehouse: Path, tmp_path: Path, client: httpx.Client) -> None:
    own = client.get("/pelicula/862")
    assert "https://image.tmdb.org/t/p/w342/" in own.text
    assert "img-src 'self' data: https://image.tmdb.org;" in own.headers["content-security-policy"]
    mirror = {"FILMOTECA_POSTERS": "http://127.0.0.1:9/pictures/"}
    with running(tmp_path, warehouse, sql_root=sql.ROOT, environment=mirror) as server:
        page = httpx.get(f"http://127.0.0.1:{server.port}/pelicula/862", timeout=20)
    assert "http://127.0.0.1:9/pictures/w342/" in page.text
    assert "image.tmdb.org" not in page.text
    assert "img-src 'self' data: http://127.0.0.1:9;" in page.headers["content-security-policy"]
