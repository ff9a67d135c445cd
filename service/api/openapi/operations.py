"""Addresses as operations of OpenAPI."""

from typing import Any

from service.api.openapi.parameters import parameters
from service.api.openapi.schemas import reference
from service.endpoints.address import Address
from service.endpoints.endpoint import Endpoint
from service.formats.row_formats import FORMATS

OTHER_ADDRESSES = "other-addresses"
"""The tag of the addresses besides the first one of each endpoint."""

_FILES = (
    f"A page of rows as JSON. With `format=` {', '.join(FORMATS)}, or a header Accept with the media type of one, the answer is "
    "a file of all rows instead, or of as many as `limit` says, and a header Range is answered with a part of it (206)."
)


def operation(address: Address, answer: str, operation_id: str) -> dict[str, Any]:
    """What OpenAPI says of an address, but for its errors.

    Args:
        address: The address.
        answer: The name of the schema of what it gives.
        operation_id: The name of the operation.
    """
    endpoint = address.endpoint
    is_alias = address.path != endpoint.header.path
    summary, description = _texts(endpoint)
    told = f"Another address of {endpoint.header.path}, which is the one to use." if is_alias else description
    return {
        "operationId": operation_id,
        "tags": [OTHER_ADDRESSES if is_alias else endpoint.tag],
        "summary": summary,
        **({"description": told} if told else {}),
        **({"deprecated": True} if is_alias else {}),
        "parameters": parameters(address),
        "responses": {
            "200": {
                "description": _FILES if endpoint.list_shape else "The object as JSON.",
                "content": {"application/json": {"schema": reference(answer)}},
            }
        },
    }


def _texts(endpoint: Endpoint) -> tuple[str, str]:
    """The first sentence of the file's comment, and the rest."""
    paragraphs = [paragraph.replace("\n", " ") for paragraph in endpoint.file.about.split("\n\n")]
    first, _, rest = paragraphs[0].partition(". ")
    return first.removesuffix("."), "\n\n".join(text for text in (rest, *paragraphs[1:]) if text)
