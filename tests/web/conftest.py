"""The service over the hand-made catalogue, and a real browser that reads its pages."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

import sql
from tests.service.servers import running

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx"
    b"\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""A poster of one pixel."""

expect.set_options(timeout=30_000)  # as for all that a page is asked to do; other tests run beside it

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service over the hand-made catalogue."""
    with running(tmp_path_factory.mktemp("site"), warehouse, sql_root=sql.ROOT) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def client(site: str) -> Iterator[httpx.Client]:
    """A client that wants pages, as a browser does."""
    with httpx.Client(base_url=site, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; it ends with its file, for Playwright's event loop lets no other run in the process."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"there is no browser to read pages with; install one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A browser on the site: what it shows, and what went wrong.

    Attributes:
        page: The browser's page.
        faults: Errors of scripts, of the console, and requests to other hosts.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self._site = site
        self.faults: list[str] = []
        context.route(lambda address: not address.startswith(site), self._answer_for_others)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on(
            "console", lambda said: self.faults.append(f"console: {said.text}") if said.type in {"error", "warning"} else None
        )

    def go(self, address: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self._site + address)
        return self.page

    @property
    def place(self) -> str:
        """The path and the query that the browser is at."""
        return self.page.url.removeprefix(self._site)

    def _answer_for_others(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "image.tmdb.org":
            route.fulfill(body=PICTURE, content_type="image/png")
        else:
            self.faults.append(f"asked {route.request.url}")
            route.abort()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Open a browser on the site; its errors fail the test at the end."""
    visits: list[tuple[Visit, BrowserContext]] = []

    def start(**options: Any) -> Visit:  # noqa: ANN401 - Playwright's own options
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(30_000)
        visits.append((Visit(context, site), context))
        return visits[-1][0]

    yield start
    for started, context in visits:
        context.close()
        assert started.faults == []
