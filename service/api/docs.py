"""The documentation page: Swagger UI, served from an installed package so that it needs no internet."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.types import ControllerRouterHandler
from swagger_ui_bundle import swagger_ui_path

from service.api.files import entity_tag, file_route
from service.middleware.access import PUBLIC

_SCHEMA = "/schema/openapi.json"

_ASSETS = ("favicon-32x32.png", "swagger-ui.css", "swagger-ui-bundle.js")
"""What the page needs of the package."""

# The validator is off because Swagger UI would send the address of the schema to a public server.
_SCRIPT = (
    # The theme is that of the other pages: the one that was chosen there, else the system's.
    'const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)");'
    'let chosen; try { chosen = localStorage.getItem("theme") } catch {}'
    'const show = () => root.classList.toggle("dark-mode", '
    '["light", "dark"].includes(chosen) ? chosen === "dark" : system.matches);'
    'show(); system.addEventListener("change", show);'
    'const url = document.getElementById("ui").dataset.schema;'
    'SwaggerUIBundle({url, dom_id: "#ui", deepLinking: true, docExpansion: "none", validatorUrl: null})'
)

# There is one server, so nothing to choose; some of the package's colours are too pale to read, and on a phone what a tag holds
# stands below its name.
_STYLE = (
    ".swagger-ui .info code { padding: 0 3px } .swagger-ui .servers, .swagger-ui .servers-title, #servers { display: none } "
    ".swagger-ui .info .title small { background: #5a616d } .swagger-ui .info .title small.version-stamp { background: #456b00 } "
    "html:not(.dark-mode) .swagger-ui .info a { color: #1a5fa8 } "
    "html:not(.dark-mode) .swagger-ui .btn.authorize { border-color: #17724a; color: #17724a } "
    "html:not(.dark-mode) .swagger-ui .btn.authorize svg { fill: #17724a } "
    "@media (width < 48rem) { "
    ".swagger-ui .opblock-tag { display: grid; grid-template-columns: minmax(0, 1fr) auto } "
    ".swagger-ui .opblock-tag small { grid-area: 2 / 1; padding: 0 } .swagger-ui .opblock-tag button { grid-area: 1 / 2 } }"
)

_POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    f"script-src 'self' 'sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}'; frame-ancestors 'none'"
)
"""The page runs the scripts of the package and its own line, and asks nothing but this service."""


def docs_routes() -> list[ControllerRouterHandler]:
    """Make the routes of the documentation page."""
    files = {name: Path(swagger_ui_path) / name for name in _ASSETS}
    return [_page, file_route("/docs/assets", files, "public, max-age=86400")]


@get("/docs", media_type=MediaType.HTML, include_in_schema=False, opt=PUBLIC, sync_to_thread=False)
def _page(request: Request[Any, Any, Any]) -> Response[str]:
    root_path = request.scope["root_path"]
    html = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Filmoteca API</title>
<link rel="icon" type="image/png" href="{root_path}/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="{root_path}/docs/assets/swagger-ui.css">
<style>{_STYLE}</style>
</head>
<body>
<main id="ui" data-schema="{root_path}{_SCHEMA}"></main>
<script src="{root_path}/docs/assets/swagger-ui-bundle.js"></script>
<script>{_SCRIPT}</script>
</body>
</html>
"""
    return Response(html, headers={"content-security-policy": _POLICY, "etag": entity_tag(html.encode())})
