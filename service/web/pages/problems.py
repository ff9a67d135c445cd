"""What keeps a page from being shown."""

from service.endpoints.column_types import SCALAR_TYPES
from service.problems import UnknownNameError


class NoSuchPageError(UnknownNameError):
    """There is nothing that the page could show; the detail says so in Spanish."""


def whole_number(text: str, missing: str) -> int:
    """The id or year that a part of an address is.

    Raises:
        NoSuchPageError: It is none, so there is no such page; what is missing is said.
    """
    try:
        return int(SCALAR_TYPES["INTEGER"].value(text))  # type: ignore[arg-type]
    except ValueError as error:
        raise NoSuchPageError(missing) from error
