"""The lists below an object, which a request for it may have with it: ``/movies/{film}/cast`` is below ``/movies/{film}``."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.endpoint_header import placeholders, shape
from sql import SqlFileError

INCLUDED = "included"
"""The part of an object that holds the lists that a request wants with it."""


def lists_below(endpoint: Endpoint, endpoints: Iterable[Endpoint]) -> dict[str, Endpoint]:
    """The lists whose addresses are that of an object and one part more, by that part, if they need no parameters but its own.

    Raises:
        SqlFileError: There are such lists, and the object has a column of the name that is kept for them.
    """
    if endpoint.list_shape:
        return {}
    below = {}
    for other in endpoints:
        path, _, name = other.header.path.rpartition("/")
        needed = [parameter.name for parameter in other.parameters if parameter.required]
        if other.list_shape and shape(path) == shape(endpoint.header.path) and len(needed) == len(placeholders(path)):
            below[name] = other
    if below and INCLUDED in endpoint.columns:
        raise SqlFileError(f"{endpoint.file.path}: '{INCLUDED}' holds the lists below an object; give the column another name")
    return below


def place_below(endpoint: Endpoint, below: Endpoint, asked: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """The address of a list below an object, and the parameters of its macro there.

    Args:
        endpoint: The object's.
        below: The list's.
        asked: The parameters of the object's macro.
    """
    names = zip(placeholders(below.header.path), placeholders(endpoint.header.path), strict=True)
    values = {name: asked[own] for name, own in names}
    return below.header.path.format_map({name: quote(str(value), safe="") for name, value in values.items()}), values
