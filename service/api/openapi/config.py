"""The service as a whole, as OpenAPI describes it, and the addresses of the documents."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from litestar import Request, Response, Router
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme, Tag

from service import __version__
from service.api.files import entity_tag
from service.api.openapi.plugin import Documents
from service.endpoints.address import Address
from service.middleware.access import PUBLIC
from service.settings import Settings

_FOLDER = "/schema"

_ABOUT = """A film catalogue as a SQL warehouse: every answer is one SQL macro.

An answer is one object, or a page of a list. Columns of a list filter it, alone (`release_year=1995`) or with an operator after
two underscores (`release_year__gte=1990`); all filters must pass. Text is compared without case and accents, and a row without a
value passes no filter but `isnull`. Parameters that take several values have them with commas between, or come several times; a
text with a comma in it stands between double quotes. Lists come as files as well: `format=` csv, ndjson, parquet or arrow.

This document is also there in parts, one for each tag: `/schema/openapi/movies.json`."""

_SQL = Tag("sql", "Statements of your own.")
_HEALTH = Tag("health", "Whether the service lives, and whether it can answer.")


def openapi_config(served: Sequence[Address], sql_root: Path, settings: Settings) -> OpenAPIConfig:
    """The OpenAPI documents, and none of Litestar's pages, which load their scripts from the internet.

    Args:
        served: The addresses that SQL files make.
        sql_root: The folder of SQL files.
        settings: Whether a key is needed, whether requests are counted, and whether strangers' statements are run.
    """
    tags = [*([_SQL] if settings.sql == "on" else []), _HEALTH]
    limits = [401] * bool(settings.api_keys) + [429] * bool(settings.rate_limit)
    plugins = Documents(served, sql_root, limits).plugins([tag.name for tag in tags])
    known = {f"{_FOLDER}{path}" for plugin in plugins for path in plugin.paths}

    async def only_documents(request: Request[Any, Any, Any]) -> None:
        # Litestar answers every other address under /schema with a page of HTML, not with a problem.
        if request.scope["path"] not in known:
            raise NotFoundException

    return OpenAPIConfig(
        title="Filmoteca",
        version=__version__,
        description=_ABOUT,
        license=License(name="MIT", identifier="MIT"),
        tags=tags,
        # Where no key is needed, one may be sent all the same.
        security=[*([] if settings.api_keys else [{}]), {"key": []}, {"bearer": []}],
        components=Components(
            security_schemes={
                "key": SecurityScheme(type="apiKey", name="X-API-Key", security_scheme_in="header"),
                "bearer": SecurityScheme(type="http", scheme="bearer"),
            }
        ),
        render_plugins=plugins,
        openapi_router=Router(
            _FOLDER,
            route_handlers=[],
            include_in_schema=False,
            before_request=only_documents,
            after_request=_with_tag,
            opt=PUBLIC,
        ),
    )


async def _with_tag(response: Response[Any]) -> Response[Any]:
    # Answers to OPTIONS are empty.
    if response.content:
        response.set_header("etag", entity_tag(response.content))
    return response
