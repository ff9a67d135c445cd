"""Pages as answers over HTTP: what they tell, headers, errors, and that every link leads somewhere."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag

import duckdb
import httpx
import pytest

import sql
from service.web.pages.film_lists import FILMS_SHOWN
from tests.service.servers import Running, running

HTML = "text/html; charset=utf-8"
CREDITED = ("https://www.themoviedb.org", "https://www.kaggle.com/datasets/", "https://grouplens.org/datasets/")
ELSEWHERE = ("https://image.tmdb.org/", "https://www.themoviedb.org/movie/", "https://www.justwatch.com", *CREDITED)
"""Where posters and the data on where to watch films come from, which must be named."""

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def _text(answer: httpx.Response) -> str:
    """The text that a page shows, spaces run together."""
    main = answer.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_every_link_leads_somewhere(client: httpx.Client) -> None:
    waiting, seen = ["/"], {"/explorar", "/consulta"}
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        if answer.headers["content-type"] == HTML and not address.startswith("/docs"):
            found = [urldefrag(unescape(link)).url for link in re.findall(r'(?:href|src)="([^"]*)"', answer.text)]
            assert not [link for link in found if link.startswith("http") and not link.startswith(ELSEWHERE)]
            waiting += [link for link in found if link.startswith("/")]
    kinds = {address.split("/")[1].partition("?")[0] for address in seen}
    assert kinds >= {
        "pelicula",
        "persona",
        "saga",
        "productora",
        "genero",
        "pais",
        "idioma",
        "palabra",
        "anio",
        "decada",
        "gustos",
    }


def test_home_tells_what_the_catalogue_holds(client: httpx.Client) -> None:
    text = _text(client.get("/"))
    movies = client.get("/movies?total=true&limit=1", headers={"accept": "application/json"}).json()["total"]
    assert f"{movies} películas" in text
    assert client.get("/meta", headers={"accept": "application/json"}).json()["snapshot"][:12] in text


def test_film_tells_what_the_endpoint_tells(client: httpx.Client) -> None:
    text = _text(client.get("/pelicula/862"))
    for part in ("30 000 000 US$", "373 554 033 US$", "× 12,45", "7,7", "1 h 21 min", "John Lasseter", "Tom Hanks", "Animación"):
        assert part in text.replace("\u202f", " "), part
    similar = client.get("/movies/862/similar", headers={"accept": "application/json"}).json()["items"]
    places = [text.index(film["title"], text.index("Si le gusta")) for film in similar]
    assert len(places) == 10
    assert places == sorted(places)


def _where_to_watch(answer: httpx.Response) -> str:
    text = _text(answer)
    return text[text.index("Dónde ver") : text.index("Reparto")]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "Con suscripción Disney Plus Alquiler Apple TV Compra Apple TV"),
        ("?region=", "Con suscripción Disney Plus Alquiler Apple TV Compra Apple TV"),
        ("?region=ES", "Con suscripción Disney Plus"),
        ("?region=%20es%20", "Con suscripción Disney Plus"),
        ("?region=MX", "No consta que se pueda ver en México . Elija otro país."),
        ("?region=%3Cb%3E%22%26x", 'No consta que se pueda ver en <B>"&X . Elija otro país.'),
    ],
)
def test_film_tells_where_it_can_be_watched_in_a_country(client: httpx.Client, query: str, shown: str) -> None:
    text = _where_to_watch(client.get(f"/pelicula/862{query}"))
    assert f"Ver {shown} Disponibilidad según JustWatch" in text
    assert text.rstrip().endswith("por medio de TMDB .")


@pytest.mark.parametrize(
    "address", ["/", "/pelicula/862", "/gustos", "/explorar", "/consulta", "/data-quality", "/pelicula/999999999"]
)
def test_every_page_names_the_source_of_its_data(client: httpx.Client, address: str) -> None:
    foot = client.get(address).text.partition("<footer")[2]
    assert '<a href="https://www.themoviedb.org">TMDB</a>' in foot
    assert "Este producto usa la API de TMDB, pero TMDB no lo avala ni lo certifica." in foot


def test_the_countries_of_a_film_are_to_be_chosen_by_their_names(client: httpx.Client) -> None:
    chosen = re.findall(r'<option value="(\w+)"( selected)?>([^<]*)</option>', client.get("/pelicula/862?region=MX").text)
    assert chosen == [("AR", "", "Argentina"), ("ES", "", "España"), ("MX", " selected", "México")]


def test_a_film_is_found_and_told_by_its_titles_in_spanish(client: httpx.Client) -> None:
    found = client.get("/buscar", params={"q": "el padrino"}).text
    assert "The Godfather" in found
    assert '<p class="film-meta film-note" dir="auto">El padrino</p>' in found
    assert "En español: <bdi>El padrino</bdi></p>" in client.get("/pelicula/238").text
    assert "En español: <bdi>Juguetes</bdi> / <bdi>Juguetes en la repisa</bdi></p>" in client.get("/pelicula/862").text
    assert "En español" not in client.get("/pelicula/949").text
    assert client.get("/score_titulo/El%20Padrino", headers={"accept": "application/json"}).json()["titulo"] == "The Godfather"


def test_a_film_that_is_on_no_platform_says_so(client: httpx.Client) -> None:
    assert "No consta que se pueda ver en Argentina . Disponibilidad" in _where_to_watch(client.get("/pelicula/920"))


def test_lists_are_those_of_the_api(client: httpx.Client) -> None:
    query = "release_year__gte=1990&sort=-weighted_rating"
    films = client.get(f"/genres/18/movies?{query}&limit={FILMS_SHOWN}", headers={"accept": "application/json"}).json()["items"]
    page = client.get(f"/genero/18?{query}").text
    shown = [int(film) for film in re.findall(r'<li class="film-card"><a href="/pelicula/(\d+)"', page)]
    assert shown == [film["movie_id"] for film in films]


def test_a_page_follows_the_one_before(client: httpx.Client) -> None:
    total = client.get("/movies?total=true&limit=1", headers={"accept": "application/json"}).json()["total"]
    shown: list[str] = []
    address: str | None = "/peliculas"
    while address:
        page = client.get(address).text
        shown += re.findall(r'<li class="film-card"><a href="/pelicula/(\d+)"', page)
        following = re.search(r'href="([^"]*)" rel="next"', page)
        address = unescape(following[1]) if following else None
    assert len(shown) == len(set(shown)) == total > FILMS_SHOWN


def test_pages_have_tags_and_a_policy(client: httpx.Client) -> None:
    answer = client.get("/pelicula/862")
    assert answer.headers["content-type"] == HTML
    assert "max-age" in answer.headers["cache-control"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    again = client.get("/pelicula/862", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/pelicula/863").headers["etag"] != answer.headers["etag"]
    kept = client.get("/pelicula/862")
    assert (kept.text, kept.headers["server-timing"].partition(",")[0]) == (answer.text, "sql;dur=0.00")


def test_static_files_may_be_kept_for_ever(client: httpx.Client) -> None:
    addresses = set(re.findall(r'"(/static/[^"]+)"', client.get("/").text))
    assert len(addresses) >= 4
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert client.get(re.sub(r"/static/\w+/", "/static/000000000000/", address)).status_code == 404


def test_a_film_by_chance_is_another_one_each_time(client: httpx.Client) -> None:
    answers = [client.get("/azar") for _ in range(20)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["location"] for answer in answers}) > 1
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)


def test_pages_are_not_in_the_schema(client: httpx.Client) -> None:
    paths = client.get("/schema/openapi.json").json()["paths"]
    assert not {path for path in paths if re.match(r"/($|pelicula/|persona/|saga/|gustos|buscar|static|azar)", path)}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/pelicula/999999999", "No hay ninguna película con el id 999999999."),
        ("/pelicula/99999999999999999999", "No hay ninguna película con el id"),
        ("/persona/x", "No hay ninguna persona con el id x."),
        ("/saga/1", "No hay ninguna saga con el id 1."),
        ("/pais/zz", "No hay películas de ningún país con el código zz."),
        ("/idioma/1", "No hay películas de ningún idioma con el código 1."),
        ("/anio/1700", "No hay películas del año 1700."),
        ("/anio/mil", "No hay películas del año mil."),
        ("/decada/1700", "No hay películas de la década de 1700."),
        ("/%3Cscript%3E", "No hay ninguna página en esta dirección."),
        ("/pelicula/%3Cscript%3Ealert(1)%3C/script%3E", "Aquí no hay nada"),
    ],
)
def test_what_there_is_not_is_a_page_with_a_search_box(client: httpx.Client, address: str, said: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, HTML)
    assert said in _text(answer)
    assert 'action="/buscar"' in answer.text
    assert "<script>" not in answer.text
    problem = client.get(address, headers={"accept": "*/*"})
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")


def test_near_names_are_suggested(client: httpx.Client) -> None:
    answer = client.get("/toy-stori")
    assert answer.status_code == 404
    assert "/pelicula/862" in answer.text
    assert "/pelicula/862" in client.get("/pelicula/toy%20story").text
    # So are those of an address of the API, which answers browsers with pages as well.
    assert "John Lasseter" in client.get("/get_director/Jon%20Laseter").text


@pytest.mark.parametrize("address", ["/genero/18?foo=1", "/genero/18?release_year=x", "/peliculas?sort=genres", "/buscar?q=%FF"])
def test_a_query_that_has_no_meaning_is_told(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (400, HTML)
    assert "Esta dirección no se entiende" in _text(answer)


@pytest.mark.parametrize("text", ["", " ", "%00", "a" * 600, "%27%22%3E%3Cimg%20src=x%3E"])
def test_any_text_can_be_searched(client: httpx.Client, text: str) -> None:
    answer = client.get(f"/buscar?q={text}")
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service without a warehouse."""
    folder = tmp_path_factory.mktemp("empty")
    with running(folder, folder / "none.duckdb", sql_root=sql.ROOT) as server:
        yield server


@pytest.mark.parametrize("address", ["/", "/pelicula/862", "/gustos?likes=862", "/data-quality"])
def test_while_there_is_no_warehouse_the_page_asks_again(empty: Running, address: str) -> None:
    answer = empty.ask(address, **BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (503, HTML)
    assert answer.headers["retry-after"] == "2"
    assert "El almacén se está preparando" in _text(answer)
    assert '<meta http-equiv="refresh" content="5">' in answer.text


def test_an_unknown_address_without_a_warehouse_is_still_told(empty: Running) -> None:
    answer = empty.ask("/nada", **BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, HTML)


def test_a_fault_of_the_service_is_a_page(warehouse: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(warehouse.read_bytes())
    with duckdb.connect(broken) as connection:
        connection.execute("drop table derived.film_details")
    with running(tmp_path / "server", broken, sql_root=sql.ROOT) as server:
        answer = server.ask("/pelicula/862", **BROWSER)
        assert (answer.status_code, answer.headers["content-type"]) == (500, HTML)
        assert "Algo ha fallado" in _text(answer)
        assert "film_details" not in answer.text
