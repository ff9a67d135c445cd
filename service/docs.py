"""The documentation page: Swagger UI, served from an installed package so that it needs no internet."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from swagger_ui_bundle import swagger_ui_path

from service.access import OPEN

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


_INLINE_SCRIPT = _PAGE.partition("<script>")[2].partition("</script>")[0]
_POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    f"script-src 'self' 'sha256-{b64encode(sha256(_INLINE_SCRIPT.encode()).digest()).decode()}'; frame-ancestors 'none'"
)
"""The page runs the scripts of the package and its own line, and asks nothing but this service."""


def openapi_config() -> OpenAPIConfig:
    """The OpenAPI schema at one address, and none of Litestar's pages, which load their scripts from the internet."""
    return OpenAPIConfig(
        title="Filmoteca",
        version="0.1.0",
        description="A film catalogue as a SQL warehouse. Every answer is one SQL macro.",
        render_plugins=[JsonRenderPlugin()],
        openapi_router=Router("/schema", route_handlers=[], include_in_schema=False, before_request=_only_the_schema, opt=OPEN),
    )


def docs_routes() -> list[ControllerRouterHandler]:
    """Make the routes of the documentation page."""
    assets = create_static_files_router(
        "/docs/assets",
        [swagger_ui_path],
        name="docs-assets",
        cache_control=CacheControlHeader(public=True, max_age=86_400),
        opt=OPEN,
    )
    return [_page, assets]


@get("/docs", media_type=MediaType.HTML, include_in_schema=False, opt=OPEN, sync_to_thread=False)
def _page() -> Response[str]:
    return Response(_PAGE, headers={"content-security-policy": _POLICY})


async def _only_the_schema(request: Request[Any, Any, Any]) -> None:
    # Litestar answers every other address under /schema with a page of HTML, not with a problem.
    if request.scope["path"] != _SCHEMA:
        raise NotFoundException
