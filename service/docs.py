"""The documentation page: Swagger UI, served from an installed package so that it needs no internet."""

from typing import Any

from litestar import MediaType, Request, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from swagger_ui_bundle import swagger_ui_path

_SCHEMA = "/schema/openapi.json"

# The validator is off because Swagger UI would send the address of the schema to a public server.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Filmoteca API</title>
<link rel="icon" type="image/png" href="docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="docs/assets/swagger-ui.css">
</head>
<body>
<div id="ui"></div>
<script src="docs/assets/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({url: "schema/openapi.json", dom_id: "#ui", deepLinking: true, validatorUrl: null})</script>
</body>
</html>
"""


def openapi_config() -> OpenAPIConfig:
    """The OpenAPI schema at one address, and none of Litestar's pages, which load their scripts from the internet."""
    return OpenAPIConfig(
        title="Filmoteca",
        version="0.1.0",
        description="A film catalogue as a SQL warehouse. Every answer is one SQL macro.",
        render_plugins=[JsonRenderPlugin()],
        openapi_router=Router("/schema", route_handlers=[], include_in_schema=False, before_request=_only_the_schema),
    )


def docs_routes() -> list[ControllerRouterHandler]:
    """Make the routes of the documentation page."""
    assets = create_static_files_router(
        "/docs/assets", [swagger_ui_path], name="docs-assets", cache_control=CacheControlHeader(public=True, max_age=86_400)
    )
    return [_start, _page, assets]


@get("/", include_in_schema=False, sync_to_thread=False)
def _start() -> Redirect:
    return Redirect("docs")


@get("/docs", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def _page() -> str:
    return _PAGE


async def _only_the_schema(request: Request[Any, Any, Any]) -> None:
    # Litestar answers every other address under /schema with a page of HTML, not with a problem.
    if request.scope["path"] != _SCHEMA:
        raise NotFoundException
