"""The console over the warehouse of the hand-made catalogue, on a real port."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import duckdb
import httpx
import pytest
from litestar import Litestar, get
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from service.api.callers import Callers
from service.api.console_routes import console_routes
from service.api.download_files import DownloadFiles
from service.api.problem_responses import EXCEPTION_HANDLERS
from service.console.console import Console
from service.request_state import begin_state
from tests.service.threads import in_a_thread


@dataclass
class Version:
    """The version of a warehouse that answers."""

    snapshot: str

    async def current(self) -> "Version":
        """This one, always."""
        return self


Serve = Callable[..., AbstractContextManager[httpx.Client]]


class _RequestState(ASGIMiddleware):
    """Reads requests, as the outermost part of the service does."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        begin_state(scope)
        await next_app(scope, receive, send)


@contextmanager
def _serve(console: Console, callers: Callers = Callers()) -> Iterator[httpx.Client]:  # noqa: B008 - it cannot change
    @get("/alive", sync_to_thread=False)
    def alive() -> str:
        return "yes"

    app = Litestar(
        [alive, *console_routes(console, callers, DownloadFiles(0))],
        on_shutdown=[console.close],
        middleware=[_RequestState()],
        exception_handlers=EXCEPTION_HANDLERS,
        logging_config=None,
    )

    with in_a_thread(app) as client:
        yield client


@pytest.fixture(scope="session")
def serve_console() -> Serve:
    """Serve a console while a block runs."""
    return _serve


@pytest.fixture(scope="session")
def films(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the console reads, in a folder whose name no answer may have."""
    return copyfile(warehouse, tmp_path_factory.mktemp("hidden_place") / "films.duckdb")


@pytest.fixture(scope="session")
def snapshot(films: Path) -> str:
    """The snapshot id of that file."""
    with duckdb.connect(films, read_only=True) as connection:
        [(found,)] = connection.execute("select snapshot from build_info").fetchall()
    return str(found)


@pytest.fixture(scope="session")
def console(films: Path, snapshot: str) -> Iterator[httpx.Client]:
    """The console, with two seconds for a statement."""
    with _serve(Console(films, Version(snapshot).current, is_on=True, seconds=2)) as client:
        yield client
