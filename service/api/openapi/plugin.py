"""The OpenAPI document at its addresses: the whole one, and one for each tag."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request
from litestar.enums import OpenAPIMediaType
from litestar.openapi.plugins import OpenAPIRenderPlugin

from service.api.openapi.document import Document, document, part
from service.api.openapi.operations import OTHER_ADDRESSES
from service.endpoints.address import Address


class Documents:
    """The documents, each made when it is first asked for.

    Args:
        served: The addresses that SQL files make.
        sql_root: The folder of SQL files, which holds what the tags of their endpoints mean.
        limits: The statuses with which any request may be refused before it is looked at.
    """

    def __init__(self, served: Sequence[Address], sql_root: Path, limits: Sequence[int]) -> None:
        self._served = served
        self._sql_root = sql_root
        self._limits = limits
        self._made: dict[str | None, Document] = {}

    def of(self, tag: str | None, base: Mapping[str, Any]) -> Document:
        """The document of a tag, or the whole one.

        Args:
            tag: The tag; none for all.
            base: The document that Litestar makes of the routes that are written in Python.
        """
        if tag not in self._made:
            self._made[tag] = part(self.of(None, base), tag) if tag else self._whole(base)
        return self._made[tag]

    def plugins(self, other_tags: Sequence[str]) -> list["DocumentPlugin"]:
        """The plugins that serve them.

        Args:
            other_tags: The tags of the routes that are written in Python.
        """
        tags = dict.fromkeys([*(address.endpoint.tag for address in self._served), *other_tags, OTHER_ADDRESSES])
        return [DocumentPlugin(self, "/openapi.json", None), *(DocumentPlugin(self, f"/openapi/{tag}.json", tag) for tag in tags)]

    def _whole(self, base: Mapping[str, Any]) -> Document:
        tags = self._sql_root / "endpoints/tags.toml"
        texts = tomllib.loads(tags.read_text(encoding="utf-8")) if tags.exists() else {}
        return document(base, self._served, texts, self._limits)


class DocumentPlugin(OpenAPIRenderPlugin):
    """Serves one of the documents.

    Args:
        documents: All of them.
        path: Its address below that of the router.
        tag: The tag that it is of; none for the whole.
    """

    def __init__(self, documents: Documents, path: str, tag: str | None) -> None:
        super().__init__(path=path, media_type=OpenAPIMediaType.OPENAPI_JSON)
        self._documents = documents
        self._tag = tag

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Give the document as JSON. Its server is this one, under the prefix that the request came with."""
        server = {"url": request.scope["root_path"] or "/"}
        return msgspec.json.encode({**self._documents.of(self._tag, openapi_schema), "servers": [server]})
