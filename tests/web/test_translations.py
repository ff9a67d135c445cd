"""That pages are in Spanish, whatever the build and the API say in English, and name whose data they show."""

import re
import string
from html import unescape
from pathlib import Path

import httpx
import pytest

import ingest
from service.web.pages.translations import translated

_REASON = re.compile(r"""(?:reason=?|lit|format)\(?\s*=?\s*(?:pl\.lit\()?f?"((?:the|a|an|no|'\{\}') [^"]+)\"""")


def _reasons() -> set[str]:
    """Why the build sets rows aside, as its code has it, with a word in each place of a value."""
    texts: set[str] = set()
    for path in Path(ingest.__file__).parent.glob("*.py"):
        for found in _REASON.findall(path.read_text(encoding="utf-8")):
            texts.add("".join(text + ("x" if name is not None else "") for text, name, *_ in string.Formatter().parse(found)))
    return texts


def test_every_reason_of_the_build_is_in_spanish() -> None:
    reasons = _reasons()
    assert len(reasons) > 20
    assert {reason for reason in reasons if translated(reason) is None} == set()


def test_the_page_of_quality_has_no_reason_in_english(client: httpx.Client) -> None:
    page = client.get("/data-quality").text
    reasons = re.findall(r'<strong lang="(\w+)">(.*?)</strong>', page)
    assert len(reasons) > 5
    assert [text for language, text in reasons if language == "en"] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/score_titulo/Toy%20Stori", "Quizá quiere decir «Toy Story»"),
        ("/peliculas_mes/eneroo", "El parámetro «mes» tiene que ser uno de estos valores: enero"),
        ("/recomendacion/Toy%20Story?n=x", "El parámetro «n» tiene que ser un número entero de"),
        ("/score_titulo", "Falta el parámetro"),
        ("/get_actor/zzzzzzzzzz", "Ningún nombre conocido se le parece"),
        ("/peliculas?limit=x", "limit"),
        ("/peliculas?nothing=1", "No hay ningún parámetro «nothing»"),
        ("/peliculas?release_year=x", "El valor de «release_year» tiene que ser un número entero"),
        ("/persona?sort=nothing", "nothing"),
    ],
)
def test_errors_are_told_in_spanish(client: httpx.Client, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {400, 404}
    assert said in unescape(answer.text)
    assert 'class="notice" lang="en"' not in answer.text


def test_what_is_not_translated_stays_as_it_is() -> None:
    assert translated("Something else.") is None
    assert (
        translated("There is nothing for titulo = '{x}'. Something else.") == "No hay nada para titulo = '{x}'. Something else."
    )


def test_the_footer_names_those_whose_data_are_loaded(client: httpx.Client) -> None:
    footer = client.get("/").text.partition("<footer")[2]
    for name in ("TMDB", "The Movies Dataset", "MovieLens", "JustWatch"):
        assert f">{name}" in footer
    assert "IMDb" not in footer
    assert "This product uses the TMDB API but is not endorsed or certified by TMDB." in footer


def test_series_are_called_series_and_keywords_english(client: httpx.Client) -> None:
    assert "Saga: Toy Story</a>" in client.get("/pelicula/862").text
    assert '<h1 dir="auto">Saga: Toy Story</h1>' in client.get("/saga/10194").text
    assert "<title>Saga: Toy Story · Filmoteca</title>" in client.get("/saga/10194").text
    assert "(en inglés)" in client.get("/palabra/4290").text


@pytest.mark.parametrize(
    "address",
    [
        "/pelicula/862",
        "/saga",
        "/saga/10194",
        "/buscar?q=toy+story",
        "/gustos?likes=862",
        "/toy-story-collection",
        "/explorar/sagas.json",
    ],
)
def test_no_page_calls_a_series_a_collection(client: httpx.Client, address: str) -> None:
    shown = re.sub(r"<[^>]+>", "", client.get(address).text)
    assert "Toy Story" in shown
    assert "Collection" not in shown
