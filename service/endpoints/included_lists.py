"""The lists that come with an answer.

An object has those below it that a request wants: ``/movies/{film}/cast`` is below ``/movies/{film}``. A list always has those
that its header names.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from service.endpoints.column_types import Value
from service.endpoints.endpoint import Endpoint
from service.endpoints.endpoint_header import placeholders, shape
from sql import SqlFileError

INCLUDED = "included"
"""The part of an answer that holds the lists that come with it."""


def lists_with(endpoint: Endpoint, endpoints: Iterable[Endpoint]) -> dict[str, Endpoint]:
    """The lists that an object may have with it, or that a list has, by the last parts of their addresses.

    Raises:
        SqlFileError: There are such lists, and the object has a column of the name that is kept for them; or the list names one
            that there is not, or that needs other parameters.
    """
    path = endpoint.header.path.rpartition("/")[0] if endpoint.list_shape else endpoint.header.path
    below = _lists_below(path, endpoints)
    if endpoint.list_shape:
        return _named(endpoint, below)
    if below and INCLUDED in endpoint.columns:
        raise SqlFileError(f"{endpoint.file.path}: '{INCLUDED}' holds the lists below an object; give the column another name")
    return below


def _lists_below(path: str, endpoints: Iterable[Endpoint]) -> dict[str, Endpoint]:
    """The lists whose addresses are a path and one part more, by that part, if they need no parameters but those of the path."""
    below = {}
    for other in endpoints:
        above, _, name = other.header.path.rpartition("/")
        needed = [parameter.name for parameter in other.parameters if parameter.required]
        if other.list_shape and shape(above) == shape(path) and len(needed) == len(placeholders(path)):
            below[name] = other
    return below


def _named(endpoint: Endpoint, below: Mapping[str, Endpoint]) -> dict[str, Endpoint]:
    """Those that the header of a list names."""
    if unknown := next((name for name in endpoint.header.included if below.get(name) in (None, endpoint)), None):
        others = ", ".join(name for name, other in below.items() if other is not endpoint) or "none"
        raise SqlFileError(f"{endpoint.file.path}: 'included' names {unknown}; the lists that it may have with it are: {others}")
    return {name: below[name] for name in endpoint.header.included}


def place_of(endpoint: Endpoint, other: Endpoint, asked: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """The address of a list that comes with an answer, and the parameters of its macro there.

    Args:
        endpoint: The answer's.
        other: The list's.
        asked: The parameters of the answer's macro.
    """
    names = zip(placeholders(other.header.path), placeholders(endpoint.header.path), strict=True)
    values = {name: asked[own] for name, own in names}
    return other.header.path.format_map({name: quote(str(value), safe="") for name, value in values.items()}), values
