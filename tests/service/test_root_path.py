"""Under the path of a proxy every address that the service gives begins with it, and no client can choose one for others."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

import service
import sql
from service.settings import SettingsError, read_settings
from tests.service.servers import running

ROOT = "/cine"

PICTURES = "https://image.tmdb.org/"

SOURCES = (
    *("https://www.justwatch.com", "https://www.themoviedb.org", "https://www.kaggle.com/datasets/"),
    "https://grouplens.org/datasets/movielens/",
)
"""Who is named for what a page shows, with a link."""

STARTS = [
    *(
        "/",
        "/explorar",
        "/gustos?likes=862",
        "/consulta?q=from+range(300)",
        "/docs",
        "/data-quality",
        "/peliculas",
        "/azar",
    ),
    *("/genero/18?title__contains=zzz&runtime__gte=1", "/decada/1990", "/persona/31", "/buscar?q=toy", "/movies?limit=1"),
    *("/people/31/movies?limit=1", "/search?q=toy", "/schema/openapi.json"),
]

FAULTS = ["/no-such-page", "/genero/18?nothing=1", "/consulta?q=wrong", "/score_titulo", "/sql", "/explorar/nothing.json"]

MOST_OF_A_KIND = 2
"""How many addresses are followed that differ in their last names or in values only."""


class Addresses(HTMLParser):
    """The addresses in a page, and those that its scripts use."""

    _HOLDERS = frozenset({"href", "src", "action", "formaction", "poster", "cite", "data", "content"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        for name, value in held.items():
            is_address = (
                name in self._HOLDERS if tag != "meta" else held.get("http-equiv") == "refresh" and "url=" in (value or "")
            )
            if value and (is_address or (name.startswith("data-") and value.startswith("/"))):
                self.found.append(value)


class Proxy(NamedTuple):
    """A proxy before the service.

    Attributes:
        keeps_path: Whether it asks for the path that its client asked for, or takes its own part away.
        headers: The headers that it adds.
        environment: The settings of the service behind it.
        options: The options of uvicorn, if uvicorn itself serves.
    """

    keeps_path: bool = False
    headers: Mapping[str, str] = MappingProxyType({})
    environment: Mapping[str, str] = MappingProxyType({})
    options: tuple[str, ...] | None = None

    def path(self, address: str) -> str:
        """What it asks the service for."""
        return address if self.keeps_path else address.removeprefix(ROOT) or "/"


TOLD = {"x-forwarded-prefix": ROOT, "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https"}

PROXIES = {
    "setting, path kept": Proxy(keeps_path=True, environment={"FILMOTECA_ROOT_PATH": ROOT}),
    "setting, path removed": Proxy(environment={"FILMOTECA_ROOT_PATH": f"{ROOT}/"}),
    "header": Proxy(headers=TOLD),
    "header, path kept": Proxy(keeps_path=True, headers=TOLD),
    "header, uvicorn": Proxy(headers=TOLD, options=()),
    "option of uvicorn": Proxy(options=("--root-path", ROOT)),
}


@pytest.fixture(scope="module")
def serve(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Proxy], httpx.Client]]:
    """Start the service behind a proxy, unless it runs already, and give a client of it."""
    started: dict[str, httpx.Client] = {}
    with ExitStack() as stack:

        def start(proxy: Proxy) -> httpx.Client:
            key = f"{proxy.environment}{proxy.options}"
            if key not in started:
                server = running(
                    tmp_path_factory.mktemp("root"),
                    warehouse,
                    *(proxy.options or ()),
                    sql_root=sql.ROOT,
                    as_program=proxy.options is None,
                    environment={
                        "FILMOTECA_SQL": "on",
                        "FILMOTECA_TIME_LIMIT": "60",
                        "FORWARDED_ALLOW_IPS": "127.0.0.1",
                        **proxy.environment,
                    },
                )
                started[key] = stack.enter_context(server).client
            return started[key]

        yield start


@pytest.fixture
def client(serve: Callable[[Proxy], httpx.Client]) -> httpx.Client:
    """A client of a service that knows of no proxy but what headers tell."""
    return serve(Proxy())


def addresses(answer: httpx.Response) -> Iterator[str]:
    """All addresses that an answer gives."""
    if "location" in answer.headers:
        yield answer.headers["location"]
    yield from re.findall(r"<([^>]*)>", answer.headers.get("link", ""))
    match answer.headers.get("content-type", "").partition(";")[0]:
        case "text/html":
            yield from Addresses(answer.text).found
        case "application/json":
            body = answer.json()
            if isinstance(body, dict) and body.get("next"):
                yield body["next"]
        case "application/vnd.oai.openapi+json":
            yield from (server["url"] for server in answer.json()["servers"])
        case "application/problem+json":
            yield from re.findall(r"(?<![\w.])/[\w/-]{3,}", answer.json()["detail"])
        case "text/css":
            yield from re.findall(r"url\((?!data:)[\"']?([^)\"']+)", answer.text)


def kind(address: str) -> str:
    """What differs in its last names and in values only is of one kind."""
    parts = urlsplit(address)
    names = sorted({*re.findall(r"(\w+)=", parts.query)})
    return " ".join([*parts.path.split("/")[:3], *names])


def is_under(root: str, address: str) -> bool:
    return address == root or address.startswith(f"{root}/")


def is_ours(address: str) -> bool:
    return not address.startswith(("#", "data:", PICTURES, *SOURCES))


@pytest.mark.parametrize("name", PROXIES)
def test_all_addresses_are_under_the_path(serve: Callable[[Proxy], httpx.Client], name: str) -> None:
    proxy = PROXIES[name]
    client = serve(proxy)
    seen = [ROOT + start for start in STARTS]
    kinds: Counter[str] = Counter()
    for address in seen:
        target = urlsplit(address)._replace(fragment="").geturl()
        answer = client.get(proxy.path(target), headers={**proxy.headers, "accept": "text/html, */*;q=0.8"})
        assert answer.status_code in {200, 302}, (target, answer.text[:3000])
        for found in filter(is_ours, addresses(answer)):
            assert is_under(ROOT, found), (target, found)
            assert not found.startswith(f"{ROOT}{ROOT}"), (target, found)
            kinds[kind(found)] += 1
            # One of them is followed to all ends.
            if name == "header" and kinds[kind(found)] <= MOST_OF_A_KIND and found not in seen and "{id}" not in found:
                seen.append(found)
    assert len(kinds) > 30
    assert name != "header" or len(seen) > 100


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("address", FAULTS)
def test_what_is_said_of_faults_is_under_the_path(client: httpx.Client, address: str, accept: str) -> None:
    answer = client.get(address, headers={**TOLD, "accept": f"{accept}, */*;q=0.1"})
    assert answer.status_code in {400, 404}
    for found in filter(is_ours, addresses(answer)):
        assert is_under(ROOT, found), found


def test_what_search_engines_are_told_is_under_the_path(client: httpx.Client) -> None:
    robots = client.get("/robots.txt", headers=TOLD).text
    assert f"{ROOT}/sitemap.xml" in robots
    assert all(line.partition(": ")[2].startswith(f"{ROOT}/") for line in robots.splitlines() if line.startswith("Disallow"))
    parts = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml", headers=TOLD).text)
    assert parts
    assert all(urlsplit(part).scheme == "https" and urlsplit(part).path.startswith(f"{ROOT}/sitemap/") for part in parts)
    told = re.findall(r'"url": "([^"]*)"', client.get("/pelicula/862", headers=TOLD).text)
    assert told
    assert all(address.startswith(f"{ROOT}/") for address in told)


def test_no_template_and_no_script_has_an_address_of_its_own() -> None:
    folder = Path(service.__file__).parent / "web"
    for path in (folder / "templates").iterdir():
        assert re.findall(r'(?:href|src|action|data-[\w-]+)="/[^"]*', path.read_text(encoding="utf-8")) == [], path
    for path in (folder / "static").glob("*.js"):
        assert re.findall(r"""fetch\(["'`]/|(?:href|assign)\(?[ =]*["'`]/""", path.read_text(encoding="utf-8")) == [], path


def test_the_service_can_be_asked_beside_the_proxy(serve: Callable[[Proxy], httpx.Client]) -> None:
    for name in ("setting, path kept", "header"):
        client = serve(PROXIES[name])
        for address in ("/health/ready", "/movies/862", "/"):
            assert client.get(address).status_code == 200


def test_the_path_itself_is_the_start_page(serve: Callable[[Proxy], httpx.Client]) -> None:
    client = serve(PROXIES["setting, path kept"])
    assert client.get(ROOT).text == client.get(f"{ROOT}/").text
    assert client.get("/cinema").status_code == 404
    assert client.get(f"{ROOT}{ROOT}").status_code == 404


WRONG = [
    *(
        "cine",
        "//evil.example",
        "/\\evil.example",
        "/cine//x",
        "http://evil.example",
        "javascript:alert(1)",
        "/cine/..",
        "/../x",
        "/.",
    ),
    *(
        '/"><script>alert(1)</script>',
        "/cine?x",
        "/cine#x",
        "/cine%2f",
        "/ci ne",
        "/cine, /other",
        "/cine;x",
        "/ciné",
        "/" + "a" * 200,
    ),
    *("/{id}", "/cine&x", "/cine=x", "/cine:80", "/cine@evil.example", "/'"),
]


@pytest.mark.parametrize("told", WRONG)
def test_what_may_not_stand_in_an_address_is_ignored(client: httpx.Client, told: str) -> None:
    for address in ("/movies?limit=1", "/docs", "/gustos?likes=862"):
        plain = client.get(address)
        answer = client.get(address, headers={b"x-forwarded-prefix": told.encode("latin-1")})
        assert (answer.status_code, answer.text, answer.headers["etag"]) == (200, plain.text, plain.headers["etag"])


@pytest.mark.parametrize("told", ["/cine", "/cine/", "/a/b.c/d_e~f-1", "/.well", "/..a", "/" + "a" * 199])
def test_what_may_stand_in_an_address_is_taken(client: httpx.Client, told: str) -> None:
    body = client.get("/movies?limit=1", headers={"x-forwarded-prefix": told}).json()
    assert body["next"].startswith(f"{told.rstrip('/')}/movies?")


@pytest.mark.parametrize("trusted", ["10.0.0.1", "10.0.0.0/8,192.168.0.1", ""])
@pytest.mark.parametrize("options", [None, ("--no-proxy-headers",)])
def test_only_trusted_proxies_are_believed(
    serve: Callable[[Proxy], httpx.Client], trusted: str, options: tuple[str, ...] | None
) -> None:
    client = serve(Proxy(environment={"FORWARDED_ALLOW_IPS": trusted}, options=options))
    for more in ({}, {"x-forwarded-for": "10.0.0.1"}):
        for address in ("/movies?limit=1", "/", "/docs"):
            assert ROOT not in client.get(address, headers={"x-forwarded-prefix": ROOT, **more}).text


def test_nobody_is_believed_unless_named(serve: Callable[[Proxy], httpx.Client]) -> None:
    """A client on the machine of the service is no proxy."""
    client = serve(Proxy(environment={"FORWARDED_ALLOW_IPS": "", "FILMOTECA_RATE_LIMIT": "3"}))
    headers = [{"x-forwarded-for": f"203.0.113.{number}"} for number in range(6)]
    statuses = [client.get("/movies/862", headers=each).status_code for each in headers]
    assert statuses[:2] + statuses[3:] == [200, 200, 429, 429, 429]


def test_clients_of_a_trusted_proxy_are_told_apart(serve: Callable[[Proxy], httpx.Client]) -> None:
    client = serve(Proxy(environment={"FILMOTECA_RATE_LIMIT": "2"}))

    def statuses(address: str) -> list[int]:
        return [client.get("/movies/862", headers={"x-forwarded-for": address}).status_code for _ in range(4)]

    assert statuses("203.0.113.1")[-1] == 429
    assert statuses("203.0.113.2:5000")[0] == 200


@pytest.mark.parametrize("address", ["/movies?limit=1", "/pelicula/862", "/docs", "/schema/openapi.json", "/azar"])
def test_answers_under_different_paths_are_never_taken_for_each_other(client: httpx.Client, address: str) -> None:
    tags = []
    for told in ("", "/cine", "/other", "", "/cine"):
        answer = client.get(address, headers={"x-forwarded-prefix": told})
        assert "X-Forwarded-Prefix" in answer.headers["vary"]
        for found in filter(is_ours, addresses(answer)):
            assert is_under(told, found)
            assert told or not found.startswith(("/cine", "/other"))
        tags.append(answer.headers.get("etag"))
    assert tags[3:] == tags[:2]
    if tags[0]:
        assert len(set(tags)) == 3
        assert client.get(address, headers={"x-forwarded-prefix": "/cine", "if-none-match": tags[0]}).status_code == 200
        assert client.get(address, headers={"x-forwarded-prefix": "/cine", "if-none-match": tags[1]}).status_code == 304


def test_no_address_leads_to_another_host(client: httpx.Client) -> None:
    for address in ("//movies?limit=1", "///movies?limit=1"):
        answer = client.get(httpx.URL(str(client.base_url)).copy_with(raw_path=address.encode()))
        assert answer.json()["next"].startswith("/movies?")
        assert answer.headers["link"].startswith("</movies?")


@pytest.mark.parametrize("value", ["cine", "/cine//x", "/ci ne", "/..", "https://films.example/cine", "/cine?"])
def test_a_path_that_cannot_be_is_refused_at_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="FILMOTECA_ROOT_PATH must be a path such as /cine"):
        read_settings({"FILMOTECA_ROOT_PATH": value})
