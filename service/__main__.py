"""``python -m service`` serves the warehouse, as the environment variables in docs/operations.md say."""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType, SimpleNamespace

import duckdb
import uvicorn
from litestar import Litestar

from service.middleware.http_protocol import HttpProtocol
from service.observability.logs import log_config
from service.settings import SettingsError, read_settings

_GRACE = 30
"""Seconds that running requests have to come to their end when the service is told to stop."""

_PATIENCE = 60
"""Seconds after which a worker that gives no sign is taken for dead; one that only waits for a core may need many."""


def application() -> Litestar:
    """Make the application in a process that only serves."""
    # Imported here, for the process that watches over several workers needs none of it.
    from service.app import create_app  # noqa: PLC0415

    _do_without_pandas()
    return create_app()


class _NoPandas(MetaPathFinder):
    """Hides pandas, where it is installed."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:  # noqa: ARG002
        """Find nothing.

        Raises:
            ModuleNotFoundError: It is pandas that is looked for.
        """
        if name == "pandas":
            raise ModuleNotFoundError("The service does without pandas.", name=name)


def _do_without_pandas() -> None:
    """Keep libraries from looking for pandas, which nothing here uses, while requests are answered.

    DuckDB's package looks for two values of it, which it takes for null, with each value that is bound, and takes longer for that
    than to bind it, until it has found any. Arrow imports pandas in the thread of one request, and until it is there as a whole
    Altair would stumble over it in that of another.
    """
    sys.modules["pandas"] = SimpleNamespace(NaT=object(), NA=object())  # type: ignore[assignment]
    try:
        with duckdb.connect() as connection:
            connection.execute("select ?", [0])
    finally:
        del sys.modules["pandas"]
    sys.meta_path.insert(0, _NoPandas())


def main() -> None:
    """Serve until told to stop."""
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    uvicorn.run(
        "service.__main__:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=HttpProtocol,
        # What would be a WebSocket is answered as the request that it is, with a problem.
        ws="none",
        # The application sees to the headers of proxies itself (service.middleware.proxies).
        proxy_headers=False,
        log_config=log_config(settings.log_format),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_worker_healthcheck=_PATIENCE,
    )


if __name__ == "__main__":
    main()
