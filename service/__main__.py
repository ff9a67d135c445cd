"""``python -m service`` serves the warehouse, as the environment variables in docs/operations.md say."""

import os
import sys

import uvicorn
from litestar import Litestar

from service.middleware.http_protocol import HttpProtocol
from service.observability.logs import log_config
from service.settings import SettingsError, read_settings
from service.without_pandas import do_without_pandas

_GRACE = 30
"""Seconds that running requests have to come to their end when the service is told to stop."""

_PATIENCE = 60
"""Seconds after which a worker that gives no sign is taken for dead; one that only waits for a core may need many."""


def application() -> Litestar:
    """Make the application in a process that only serves."""
    # Imported here, for the process that watches over several workers needs none of it.
    from service.app import create_app  # noqa: PLC0415

    do_without_pandas()
    return create_app()


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
