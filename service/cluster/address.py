"""Addresses of object stores, as settings and command lines have them."""

import re

BEGINNING = r"[A-Za-z][A-Za-z0-9+.-]*://"
"""How the address of an object store begins, and no path does."""

STORE = r"((s3|gs|az)://[a-z0-9][a-z0-9._-]*|file:///[^/?#]+)(/[^?#]*)?"
"""A bucket or a folder, and a prefix in it: nothing that could be a credential."""

_BEGINNING = re.compile(BEGINNING)
_STORE = re.compile(STORE)


def is_address(place: str) -> bool:
    """Whether a place is the address of an object store, and no path."""
    return _BEGINNING.match(place) is not None


def is_store(address: str) -> bool:
    """Whether an address is one that can be asked."""
    return _STORE.fullmatch(address) is not None
