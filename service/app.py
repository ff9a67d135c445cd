"""The service as an application: ``uvicorn --factory service.app:create_app``."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.datastructures import State

import sql
from service.api.callers import Callers
from service.api.console_routes import console_routes
from service.api.docs import docs_routes
from service.api.download_files import DownloadFiles
from service.api.downloads import Downloads
from service.api.health import health_routes
from service.api.imports import import_routes
from service.api.openapi.config import openapi_config
from service.api.problem_responses import EXCEPTION_HANDLERS
from service.api.routes import data_routes
from service.cluster.address import is_address
from service.console.console import Console
from service.endpoints.address import addresses
from service.endpoints.endpoint import read_endpoints
from service.middleware.access import Access, cors_config
from service.middleware.content_coding import ContentCoding
from service.middleware.preconditions import Preconditions
from service.middleware.proxies import ProxyHeaders
from service.middleware.rate_limit import RateCount
from service.middleware.request_middleware import RequestMiddleware
from service.middleware.response_cache import ResponseCache, ResponseStore
from service.observability.logs import RequestLog, configure_logs
from service.observability.metrics import Metrics
from service.parent import end_with_supervisor
from service.settings import Settings, read_settings
from service.warehouse.executor import Executors, make_executors
from service.warehouse.hot_swap import Warehouse
from service.web.pages.errors import error_handlers, with_page
from service.web.pages.page_context import PageContext
from service.web.query.routes import query_routes
from service.web.routes import page_routes

if TYPE_CHECKING:
    from service.warehouse.follow import Follower


def create_app(warehouse: Path | None = None, sql_root: Path = sql.ROOT) -> Litestar:
    """Make the application.

    Args:
        warehouse: The DuckDB file to answer from; else what the environment variable FILMOTECA_WAREHOUSE names, a file or an
            object store, else ``warehouse.duckdb`` in the working directory. It need not be there yet.
        sql_root: The folder of SQL files whose endpoints are served.

    Raises:
        SettingsError: An environment variable has a wrong value; the message names it.
        SqlFileError: An endpoint file is wrong; the message names it.
        duckdb.Error: A SQL file does not run.
    """
    end_with_supervisor()
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    log = RequestLog(settings.log_format)
    metrics = Metrics()
    executors = make_executors(settings.queue, settings.time_limit, metrics)
    sql_fingerprint = sql.text_fingerprint(sql_root)
    place = warehouse or settings.warehouse
    if isinstance(place, str) and is_address(place):
        served, follower = _following(settings, sql_fingerprint, executors, metrics)
    else:
        served, follower = Warehouse(Path(place), sql_fingerprint, executors, metrics), None
    served_addresses = addresses(read_endpoints(sql_root))
    sql_files = {address.path: address.endpoint.file.path.relative_to(sql_root).as_posix() for address in served_addresses}

    cache = ResponseStore(settings.cache_bytes, metrics, is_public=not settings.api_keys)
    endpoints = {address.endpoint.name: address.endpoint for address in served_addresses}
    context = PageContext(served, endpoints, settings.posters.rstrip("/"))

    files = DownloadFiles(settings.download_bytes)
    callers = Callers(settings.cors_origins, settings.sql_hosts)
    console = Console(
        served.path,
        served.current,
        is_on=settings.sql == "on",
        seconds=settings.time_limit,
    )

    @asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        await served.open()
        try:
            yield
        finally:
            await console.close()
            if follower:
                await follower.close()
            await served.close()
            metrics.close()
            log.write()

    # An unknown address is one before any key is asked for, so no name is told then.
    suggesting = None if settings.api_keys else context
    app = Litestar(
        route_handlers=[
            *data_routes(served, Downloads(files), served_addresses, partial(with_page, suggesting)),
            *import_routes(served, sql_root),
            *health_routes(served, metrics),
            *page_routes(context, settings.time_limit),
            *query_routes(context, console, callers),
            *console_routes(console, callers, files),
            *docs_routes(),
        ],
        lifespan=[opened],
        middleware=[Access(settings), Preconditions(), ResponseCache(cache, served.snapshot), ContentCoding()],
        cors_config=cors_config(settings),
        state=State({"warehouse": served}),
        request_max_body_size=settings.max_body,
        openapi_config=openapi_config(served_addresses, sql_root, settings),
        exception_handlers=error_handlers(suggesting, EXCEPTION_HANDLERS),
        logging_config=None,
    )
    app.asgi_handler = RequestMiddleware(
        ProxyHeaders(RateCount(app.asgi_handler, settings), settings.forwarded_allow_ips, settings.root_path),
        settings=settings,
        metrics=metrics,
        log=log,
        sql_files=sql_files,
    )
    return app


def _following(settings: Settings, sql_fingerprint: str, executors: Executors, metrics: Metrics) -> tuple[Warehouse, "Follower"]:
    """A warehouse whose file comes from an object store, which is followed from now on."""
    # Imported here, for a service over a file needs none of it.
    from service.warehouse.follow import Follower, Source  # noqa: PLC0415
    from service.warehouse.snapshot_folder import SnapshotFolder  # noqa: PLC0415

    folder = SnapshotFolder(settings.warehouse_cache, settings.warehouse, sql_fingerprint)
    served = Warehouse(folder.served, sql_fingerprint, executors, metrics)
    follower = Follower(Source(settings.warehouse, sql_fingerprint, settings.follow), folder, served, metrics.follow())
    follower.start()
    return served, follower
