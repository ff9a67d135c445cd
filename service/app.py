"""The service as an application: ``uvicorn --factory service.app:create_app``."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from litestar import Litestar
from litestar.types import HTTPScope, LifeSpanReceive, LifeSpanScope, LifeSpanSend, Receive, Scope, Send

import sql
from service.addresses import addresses
from service.docs import docs_routes, openapi_config
from service.endpoints import read_endpoints
from service.health import health_routes
from service.pages import page_routes
from service.problems import EXCEPTION_HANDLERS
from service.routes import data_routes
from service.warehouse import Warehouse


class _Service(Litestar):
    async def __call__(self, scope: Scope | LifeSpanScope, receive: Receive | LifeSpanReceive, send: Send | LifeSpanSend) -> None:
        # HEAD is GET without the body, which the server leaves out.
        if scope.get("method") == "HEAD":
            scope = cast("HTTPScope", {**scope, "method": "GET"})
        await super().__call__(scope, receive, send)


def create_app(warehouse: Path | None = None, sql_root: Path = sql.ROOT) -> Litestar:
    """Make the application.

    Args:
        warehouse: The DuckDB file to answer from; else what the environment variable FILMOTECA_WAREHOUSE names, else
            ``warehouse.duckdb`` in the working directory. It need not be there yet.
        sql_root: The folder of SQL files whose endpoints are served.

    Raises:
        SqlFileError: An endpoint file is wrong; the message names it.
        duckdb.Error: A SQL file does not run.
    """
    path = warehouse or Path(os.environ.get("FILMOTECA_WAREHOUSE", "warehouse.duckdb"))
    served = Warehouse(path, sql.text_fingerprint(sql_root))

    @asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        await served.open()
        try:
            yield
        finally:
            await served.close()

    return _Service(
        route_handlers=[
            *data_routes(served, addresses(read_endpoints(sql_root))),
            *health_routes(served),
            *page_routes(served),
            *docs_routes(),
        ],
        lifespan=[opened],
        openapi_config=openapi_config(),
        exception_handlers=EXCEPTION_HANDLERS,
        logging_config=None,
    )
