"""The configurations of proxies, tried with the proxies themselves where they are installed."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.service.servers import ROOT, Running, free_port, running

pytestmark = pytest.mark.serial

DEPLOY = ROOT / "deploy"


def nginx(folder: Path, port: int, service: int) -> list[str]:
    """The command of nginx with the configuration of the project."""
    if (program := shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")) is None:
        pytest.skip("nginx is not installed")
    text = (DEPLOY / "nginx.conf").read_text()
    (folder / "site.conf").write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(":8000", f":{service}"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if Path("/proc/self").stat().st_uid == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}\ndaemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n{temporary}\naccess_log off;\ninclude {folder}/site.conf;\n}}\n"
    )
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def caddy(folder: Path, port: int, service: int) -> list[str]:
    """The command of Caddy with the configuration of the project."""
    if (program := shutil.which("caddy")) is None:
        pytest.skip("Caddy is not installed")
    text = (DEPLOY / "Caddyfile").read_text().replace("films.example", f"http://127.0.0.1:{port}").replace(":8000", f":{service}")
    (folder / "Caddyfile").write_text(text.replace("{\n", "{\n\tadmin off\n", 1))
    return [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(params=[nginx, caddy])
def proxy(request: pytest.FixtureRequest, warehouse: Path, tmp_path: Path) -> Iterator[tuple[httpx.Client, Running]]:
    """A client of a proxy before the service, and the service."""
    command: Callable[[Path, int, int], list[str]] = request.param
    (tmp_path / "proxy").mkdir()
    environment = {"FILMOTECA_RATE_LIMIT": "40", "FORWARDED_ALLOW_IPS": "127.0.0.1"}
    port = free_port()
    command(tmp_path / "proxy", port, 1)  # without the program, no service is started
    with (
        running(tmp_path / "server", warehouse, as_program=True, environment=environment) as server,
        _started(command(tmp_path / "proxy", port, server.port), tmp_path / "proxy", port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        yield client, server


@contextmanager
def _started(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stderr=log, stdout=log, env={"HOME": str(folder)})
    try:
        deadline = time.monotonic() + 20
        while True:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except ConnectionError:
                time.sleep(0.05)
            else:
                break
        yield
    finally:
        process.terminate()
        process.wait(20)


def test_the_configuration_of_a_proxy(proxy: tuple[httpx.Client, Running]) -> None:
    client, server = proxy
    page = client.get("/movies?limit=2", headers={"X-Forwarded-Prefix": "/evil"}).json()
    assert page["next"].startswith("/movies?")
    assert client.get(page["next"]).status_code == 200
    assert client.get("/movies?format=csv", headers={"range": "bytes=0-9"}).status_code == 206
    assert client.get("/movies", params={"title": "a" * 15_000}).status_code < 500
    assert client.request("GET", "/movies", content=b"a" * 1000).status_code == 200
    assert client.request("GET", "/movies", content=b"a" * 2_000_000).status_code == 413
    assert client.get("/movies", headers={"x-much": "a" * 100_000}).status_code in {400, 431}
    # What a client says of itself does not make it another client.
    statuses = [
        client.get("/movies?limit=1", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code for number in range(60)
    ]
    assert (statuses[-1], set(statuses)) == (429, {200, 429})
    assert client.get("/health/ready").status_code == 200
    assert server.ask("/movies?limit=1").status_code == 429


def test_a_proxy_hangs_up_on_who_sends_nothing_more(proxy: tuple[httpx.Client, Running]) -> None:
    client, _ = proxy
    with socket.create_connection(("127.0.0.1", client.base_url.port or 80), timeout=15) as silent:
        silent.sendall(b"GET /movies HTTP/1.1\r\nHost: a\r\n")
        begin = time.monotonic()
        with suppress(ConnectionResetError):
            while silent.recv(65536):
                pass
    assert time.monotonic() - begin < 14
